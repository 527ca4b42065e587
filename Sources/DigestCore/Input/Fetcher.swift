/// Addresses to bytes, by curl: one request at a time, to machines of the public internet alone.

import Foundation
import Synchronization

/// What a server sent.
public struct Fetched: Sendable {
  public var bytes: [UInt8]
  public var transport: Transport
}

/// Fetches what the reader named, and nothing else.
///
/// Each redirect is followed by a request of its own: its host is looked up, all addresses of it must be public, and curl may connect to
/// those alone, so that a name cannot mean one machine when it is checked and another when it is fetched. No cookies, no passwords, no
/// settings of the reader's curl, no proxies.
public final class Fetcher: Sendable {
  /// How far a fetch has come.
  public enum Progress: Sendable, Equatable {
    /// - bytes: unpacked, so far.
    case running(host: String, bytes: Int)
    case ended
  }

  /// For all requests of one fetch together: 30 seconds.
  public static let timeLimit = Duration.seconds(30)
  static let redirectLimit = 10
  /// Bytes unpacked for each byte sent, where it is more than 1 MB.
  static let ratioLimit = 200

  /// A host's addresses, as `HostLookup.addresses`.
  typealias Lookup = @Sendable (_ host: String, _ deadline: ContinuousClock.Instant) -> [IPAddress]?

  private let agent: String
  private let timeLimit: Duration
  private let sizeLimit: Int
  private let isAllowed: @Sendable (IPAddress) -> Bool
  private let lookup: Lookup
  private let progress: @Sendable (Progress) -> Void
  private let kept = Mutex<[String: Result<Fetched, DigestError>]>([:])

  /// - Parameters:
  ///   - version: of the program, for the User-Agent.
  ///   - allowsLocal: whether this machine and private networks may be asked.
  ///   - progress: called from the fetching thread, every 100 ms while one runs.
  public convenience init(version: String, allowsLocal: Bool = false, progress: @escaping @Sendable (Progress) -> Void = { _ in }) {
    self.init(version: version, isAllowed: { allowsLocal || $0.localNetwork == nil }, progress: progress)
  }

  init(
    version: String, isAllowed: @escaping @Sendable (IPAddress) -> Bool, timeLimit: Duration = Fetcher.timeLimit,
    sizeLimit: Int = Source.sizeLimit, lookup: @escaping Lookup = { HostLookup.addresses(of: $0, until: $1) },
    progress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) {
    agent = "digest/\(version)"
    self.isAllowed = isAllowed
    self.lookup = lookup
    self.timeLimit = timeLimit
    self.sizeLimit = sizeLimit
    self.progress = progress
  }

  /// Fetches an address and keeps what came, or why nothing did, for `fetch` to give at once.
  public func keep(_ address: String) {
    let result = Result { try fetch(address) }
      .mapError { $0 as? DigestError ?? DigestError(address, "cannot be fetched (\($0))", remedy: "try again") }
    kept.withLock { $0[address] = result }
  }

  /// Whether `fetch` gives an address at once.
  public func keeps(_ address: String) -> Bool { kept.withLock { $0[address] != nil } }

  /// What is at an address. Blocks, for 30 seconds at most.
  ///
  /// - Parameter given: the address as the reader gave it, which errors name.
  /// - Throws: `DigestError` where it may not be fetched, cannot be reached, is refused by its server, or is beyond a limit.
  public func fetch(_ given: String) throws -> Fetched {
    if let result = kept.withLock({ $0[given] }) { return try result.get() }
    defer { progress(.ended) }
    let deadline = ContinuousClock.now + timeLimit
    var address = try HTTPAddress(given)
    var seen: Set<HTTPAddress> = []
    while seen.insert(address).inserted, seen.count <= Self.redirectLimit + 1 {
      let request = HTTPRequest(
        address: address, subject: given, agent: agent, deadline: deadline, timeLimit: timeLimit, sizeLimit: sizeLimit)
      progress(.running(host: address.host, bytes: 0))
      let machines = try machines(of: address, for: given, deadline)
      let response = try request.response(from: machines) { progress(.running(host: address.host, bytes: $0)) }
      guard response.isRedirect else { return try Self.fetched(response, from: address, given) }
      do {
        address = try address.resolving(response.location)
      } catch {
        throw DigestError(given, "leads to an address that may not be fetched", remedy: "open it in a browser")
      }
    }
    let problem = seen.count > Self.redirectLimit ? "leads on more than \(Self.redirectLimit) times" : "leads on in a circle"
    throw DigestError(given, problem, remedy: "open it in a browser, and save the page")
  }

  /// The machines that an address means, all of them allowed.
  private func machines(of address: HTTPAddress, for given: String, _ deadline: ContinuousClock.Instant) throws -> [IPAddress] {
    let machines = address.ipAddress.map { [$0] } ?? lookup(address.host, deadline)
    guard let machines else { throw HTTPRequest.tooSlow(given, timeLimit) }
    if machines.isEmpty {
      throw DigestError(given, "names the host \(address.host), which is not known", remedy: "check the address and the network")
    }
    if let local = machines.first(where: { !isAllowed($0) }) {
      let place = local.localNetwork ?? "a network that is not allowed"
      throw DigestError(
        given, "leads to \(local.text) (\(place)), which is not asked", remedy: "give --allow-local if you trust the address")
    }
    return machines
  }

  private static func fetched(_ response: HTTPResponse, from address: HTTPAddress, _ given: String) throws -> Fetched {
    if let error = response.error(given) { throw error }
    if response.body.count > 1 << 20, response.body.count / max(1, response.sent) > ratioLimit {
      throw DigestError(given, "unpacks to more than \(ratioLimit) times its size", remedy: "fetch it yourself if you trust it")
    }
    if response.body.isEmpty { throw DigestError(given, "is empty", remedy: "check the address") }
    var transport = Transport(name: address.fileName, address: address.description)
    transport.readContentType(response.contentType)
    if response.isCut { transport.warnings.append("the server broke off: what follows the end is missing") }
    return Fetched(bytes: response.body, transport: transport)
  }
}

extension Transport {
  /// Reads `text/html; charset="utf-8"`.
  mutating func readContentType(_ header: String) {
    let parts = header.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
    guard let type = parts.first?.lowercased(), type.contains("/") else { return }
    mediaType = type
    for part in parts.dropFirst() where part.lowercased().hasPrefix("charset=") {
      charset = part.dropFirst(8).trimmingCharacters(in: CharacterSet(charactersIn: "\"' "))
    }
  }
}

/// The addresses of a host, from the system.
enum HostLookup {
  private final class Answer: Sendable {
    let state = Mutex<[IPAddress]?>(nil)
    let arrived = NSCondition()
  }

  /// All of them, in the system's order; empty where there is none; nil where there is no answer in time. The system's own look-up
  /// cannot be ended, so that it is left alone on its thread then.
  static func addresses(of host: String, until deadline: ContinuousClock.Instant) -> [IPAddress]? {
    let answer = Answer()
    Thread.detachNewThread {
      let found = ask(host)
      answer.state.withLock { $0 = found }
      answer.arrived.lock()
      answer.arrived.broadcast()
      answer.arrived.unlock()
    }
    let left = deadline - ContinuousClock.now
    let limit = Date(timeIntervalSinceNow: Double(left.components.seconds) + Double(left.components.attoseconds) * 1e-18)
    answer.arrived.lock()
    defer { answer.arrived.unlock() }
    while true {
      if let found = answer.state.withLock({ $0 }) { return found }
      if !answer.arrived.wait(until: limit) { return answer.state.withLock { $0 } }
    }
  }

  private static func ask(_ host: String) -> [IPAddress] {
    var hints = addrinfo()
    hints.ai_family = AF_UNSPEC
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
    defer { freeaddrinfo(list) }
    var found: [IPAddress] = []
    var next = list
    while let entry = next?.pointee {
      if let address = entry.ai_addr.flatMap(address), !found.contains(address) { found.append(address) }
      next = entry.ai_next
    }
    return found
  }

  private static func address(_ socket: UnsafeMutablePointer<sockaddr>) -> IPAddress? {
    let raw = UnsafeRawPointer(socket)
    switch Int32(socket.pointee.sa_family) {
    case AF_INET:
      return withUnsafeBytes(of: raw.loadUnaligned(as: sockaddr_in.self).sin_addr) { IPAddress(bytes: Array($0)) }
    case AF_INET6:
      return withUnsafeBytes(of: raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr) { IPAddress(bytes: Array($0)) }
    default: return nil
    }
  }
}
