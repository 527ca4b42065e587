/// Addresses of pages, taken apart and put together again so strictly that whoever fetches one reads it as we do.

import Foundation

/// An address of the web: http or https, a host, a port, a path with its query; no name and password, no fragment.
struct HTTPAddress: Sendable, Hashable, CustomStringConvertible {
  /// `http` or `https`.
  let scheme: String
  /// A name in lower-case ASCII, `192.0.2.1`, or `2001:db8::1` without brackets.
  let host: String
  let port: Int
  /// Begins with a slash; with the query; what an address may not hold is percent-encoded.
  let path: String

  /// Whether a word of the command line is meant as an address that can be fetched.
  static func isMeant(by word: String) -> Bool {
    let start = word.prefix(8).lowercased()
    return start.hasPrefix("http://") || start.hasPrefix("https://")
  }

  /// The longest address in bytes.
  static let lengthLimit = 8000

  /// - Throws: `DigestError` where it is none that may be fetched.
  init(_ text: String) throws {
    guard Self.isMeant(by: text), let colon = text.firstIndex(of: ":"), text.utf8.count <= Self.lengthLimit else {
      throw Self.noAddress(text)
    }
    scheme = text[..<colon].lowercased()
    let rest = text[colon...].dropFirst(3)
    let end = rest.utf8.firstIndex { [0x2F, 0x3F, 0x23].contains($0) } ?? rest.endIndex
    let authority = rest[..<end]
    guard !authority.contains("@") else {
      // The password itself is not said.
      let shown = "\(scheme)://\(authority.split(separator: "@").last ?? "")\(rest[end...])"
      throw DigestError(shown, "is an address with a name or a password in it", remedy: "leave them out: digest sends none")
    }
    let (host, port) = Self.split(authority)
    guard let host = Self.checked(host), let port = port.isEmpty ? (scheme == "https" ? 443 : 80) : Self.number(port) else {
      throw Self.noAddress(text)
    }
    self.host = host
    self.port = port
    let beyond = rest[end...]
    let path = beyond.prefix { $0 != "#" }
    self.path = Self.encoded(path.hasPrefix("/") ? String(path) : "/\(path)")
  }

  /// As programs write it; the scheme's own port is left out.
  var description: String {
    let standard = scheme == "https" ? 443 : 80
    return "\(scheme)://\(bracketedHost)\(port == standard ? "" : ":\(port)")\(path)"
  }

  var bracketedHost: String { host.contains(":") ? "[\(host)]" : host }

  /// The address where the host is one already.
  var ipAddress: IPAddress? { IPAddress(host) }

  /// The last part of the path, percent-encoded as it is, without the query.
  var fileName: String {
    let path = self.path.prefix { $0 != "?" }
    return String(path.split(separator: "/", omittingEmptySubsequences: false).last ?? "")
  }

  /// The address that a reference on this one means.
  ///
  /// - Throws: `DigestError` where it leads to anything but http and https.
  func resolving(_ reference: String) throws -> HTTPAddress {
    try HTTPAddress(WebAddress.joined(reference.trimmingCharacters(in: .whitespacesAndNewlines), to: description))
  }

  // MARK: Parts

  private static func noAddress(_ text: String) -> DigestError {
    DigestError(String(text.prefix(200)), "is no address that can be fetched", remedy: "give one that begins with https:// or http://")
  }

  /// Host and port as written.
  private static func split(_ authority: Substring) -> (host: Substring, port: Substring) {
    if authority.hasPrefix("["), let end = authority.lastIndex(of: "]") {
      let behind = authority[end...].dropFirst()
      return (authority[...end], behind.hasPrefix(":") ? behind.dropFirst() : behind.isEmpty ? "" : "x")
    }
    guard let colon = authority.lastIndex(of: ":") else { return (authority, "") }
    return (authority[..<colon], authority[colon...].dropFirst())
  }

  private static func number(_ port: Substring) -> Int? {
    guard port.utf8.allSatisfy({ $0 &- 0x30 < 10 }), let number = Int(port), (1...65535).contains(number) else { return nil }
    return number
  }

  /// The host as we pass it on; nil where it is none.
  private static func checked(_ host: Substring) -> String? {
    if host.hasPrefix("[") {
      guard let address = IPAddress(String(host.dropFirst().dropLast())), address.isIPv6 else { return nil }
      return address.text
    }
    guard let name = host.utf8.allSatisfy({ $0 < 0x80 }) ? host.lowercased() : DomainName.ascii(String(host)) else { return nil }
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    let named = labels.last == "" ? labels.dropLast() : labels[...]
    guard name.utf8.count <= 253, !named.isEmpty else { return nil }
    for label in named {
      let isFine = label.utf8.allSatisfy { $0 &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x2D || $0 == 0x5F }
      guard isFine, (1...63).contains(label.utf8.count) else { return nil }
    }
    // 127.1, 0x7F000001, 017700000001: what programs read as an address, in the one form that all read alike.
    guard let last = named.last, last.utf8.allSatisfy({ $0 &- 0x30 < 10 }) || last.hasPrefix("0x") else { return name }
    var address = in_addr()
    guard inet_aton(named.joined(separator: "."), &address) != 0 else { return nil }
    return withUnsafeBytes(of: address) { IPAddress(bytes: Array($0))?.text }
  }

  /// With blanks, controls, letters that are not ASCII and a few signs percent-encoded; what is encoded already stays.
  private static func encoded(_ path: String) -> String {
    var bytes: [UInt8] = []
    for byte in path.utf8 {
      if byte <= 0x20 || byte >= 0x7F || [0x22, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7B, 0x7C, 0x7D].contains(byte) {
        let digits = Array("0123456789ABCDEF".utf8)
        bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
