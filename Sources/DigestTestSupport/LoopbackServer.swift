/// A server of the web on this machine, as a test describes it: also one that lies, dawdles or never ends.

import Foundation
import Synchronization

/// Answers requests until it is let go.
public final class LoopbackServer: Sendable {
  /// What is sent for a request.
  public struct Reply: Sendable {
    /// What happens behind the bytes.
    public enum End: Sendable {
      case close
      /// Nothing, until the other side goes.
      case silence
      /// The same bytes again and again, until the other side goes.
      case again([UInt8])
    }

    public var bytes: [UInt8]
    public var end: End

    /// - Parameters:
    ///   - status: the code and its words.
    ///   - headers: lines; `Content-Length` is added where none is among them.
    public init(_ status: String = "200 OK", headers: [String] = [], body: [UInt8] = [], end: End = .close) {
      var lines = ["HTTP/1.1 \(status)", "Connection: close"] + headers
      if case .close = end, !headers.contains(where: { $0.hasPrefix("Content-Length") }) { lines.append("Content-Length: \(body.count)") }
      bytes = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
      self.end = end
    }

    public init(_ status: String = "200 OK", headers: [String] = [], text: String, end: End = .close) {
      self.init(status, headers: headers, body: Array(text.utf8), end: end)
    }

    /// A redirect.
    public init(to location: String) { self.init("302 Found", headers: ["Location: \(location)"]) }

    /// Bytes that are no answer of the web.
    public init(raw: [UInt8]) {
      bytes = raw
      end = .close
    }
  }

  public let port: Int
  private let listener: Int32
  private let log = Log()

  private final class Log: Sendable {
    let heads = Mutex<[String]>([])
    let open = Mutex<Int>(0)
    let changed = NSCondition()

    func count(_ change: Int) {
      changed.lock()
      open.withLock { $0 += change }
      changed.broadcast()
      changed.unlock()
    }
  }

  /// Waits until nobody is connected.
  ///
  /// - Returns: false where somebody is still there after so many seconds.
  public func isLeft(within seconds: Double) -> Bool {
    let limit = Date(timeIntervalSinceNow: seconds)
    log.changed.lock()
    defer { log.changed.unlock() }
    while log.open.withLock({ $0 }) > 0 {
      if !log.changed.wait(until: limit) { return log.open.withLock { $0 } == 0 }
    }
    return true
  }

  /// The requests so far: first line and headers.
  public var requests: [String] { log.heads.withLock { $0 } }

  /// - Parameter reply: the answer to a path; called from several threads.
  public init(_ reply: @escaping @Sendable (String) -> Reply) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isOpen = withUnsafeMutablePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 16) == 0 && getsockname(listener, $0, &length) == 0
      }
    }
    guard isOpen else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    self.listener = listener
    port = Int(UInt16(bigEndian: place.sin_port))
    Thread.detachNewThread { [log] in
      while case let connection = accept(listener, nil, nil), connection >= 0 {
        log.count(1)
        Thread.detachNewThread {
          let head = Self.head(of: connection)
          let words = head.split(separator: " ")
          log.heads.withLock { $0.append(head) }
          if words.count > 1 { Self.send(reply(String(words[1])), to: connection) }
          close(connection)
          log.count(-1)
        }
      }
      close(listener)
    }
  }

  deinit { shutdown(listener, Int32(SHUT_RDWR)) }

  /// The address of a path, which begins with a slash.
  public func address(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

  private static func head(of connection: Int32) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while bytes.count < 1 << 16, bytes.suffix(4) != [0x0D, 0x0A, 0x0D, 0x0A] {
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      bytes += buffer.prefix(count)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func send(_ reply: Reply, to connection: Int32) {
    guard sendAll(reply.bytes, to: connection) else { return }
    switch reply.end {
    case .close: break
    case .silence:
      var byte: UInt8 = 0
      while recv(connection, &byte, 1, 0) > 0 {}
    case .again(let bytes):
      while sendAll(bytes, to: connection) {}
    }
  }

  private static func sendAll(_ bytes: [UInt8], to connection: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Foundation.send(connection, buffer.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }
}
