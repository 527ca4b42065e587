/// Addresses of machines, and which of them are public.

import Foundation

/// An IPv4 or IPv6 address.
struct IPAddress: Sendable, Hashable {
  /// 4 or 16, in the order in which they are sent.
  let bytes: [UInt8]

  init?(bytes: [UInt8]) {
    guard bytes.count == 4 || bytes.count == 16 else { return nil }
    self.bytes = bytes
  }

  /// From `192.0.2.1` or `2001:db8::1`, without brackets and zone.
  init?(_ text: String) {
    for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
      var buffer = [UInt8](repeating: 0, count: count)
      if inet_pton(family, text, &buffer) == 1 {
        bytes = buffer
        return
      }
    }
    return nil
  }

  var isIPv6: Bool { bytes.count == 16 }

  /// As it is written, without brackets.
  var text: String {
    var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    guard inet_ntop(isIPv6 ? AF_INET6 : AF_INET, bytes, &buffer, socklen_t(buffer.count)) != nil else { return "" }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// What keeps it from being one of the public internet: "a private network"; nil where it is public.
  var localNetwork: String? {
    if let row = IPRange.local.first(where: { $0.contains(self) }) {
      // Addresses that stand for an IPv4 address are what that one is.
      guard let start = row.embeddedIPv4 else { return row.name }
      return IPAddress(bytes: Array(bytes[start..<start + 4]))?.localNetwork
    }
    return isIPv6 && !IPRange.globalIPv6.contains(self) ? "no public network" : nil
  }
}

/// The addresses that begin with the same bits.
struct IPRange: Sendable {
  let name: String
  /// Where an IPv4 address stands in the bytes, which decides for it.
  let embeddedIPv4: Int?
  private let start: IPAddress?
  private let bits: Int

  private init(_ text: String, _ name: String, embeddedIPv4: Int? = nil) {
    let parts = text.split(separator: "/")
    start = IPAddress(String(parts[0]))
    bits = Int(parts[1]) ?? 0
    self.name = name
    self.embeddedIPv4 = embeddedIPv4
  }

  func contains(_ address: IPAddress) -> Bool {
    guard let start, start.bytes.count == address.bytes.count else { return false }
    return address.bytes.indices.allSatisfy { index in
      let kept = min(8, max(0, bits - 8 * index))
      let mask = UInt8(truncatingIfNeeded: 0xFF00 >> kept)
      return (address.bytes[index] ^ start.bytes[index]) & mask == 0
    }
  }

  /// What is given out to the public of IPv6.
  static let globalIPv6 = IPRange("2000::/3", "the internet")

  /// IANA's registries of special-purpose addresses (RFC 6890), and multicast.
  static let local: [IPRange] = [
    IPRange("0.0.0.0/8", "this network"), IPRange("10.0.0.0/8", "a private network"),
    IPRange("100.64.0.0/10", "a provider's own network"), IPRange("127.0.0.0/8", "this machine"),
    IPRange("169.254.0.0/16", "the local link"), IPRange("172.16.0.0/12", "a private network"),
    IPRange("192.0.0.0/24", "a reserved network"), IPRange("192.0.2.0/24", "a network for documentation"),
    IPRange("192.88.99.0/24", "a reserved network"), IPRange("192.168.0.0/16", "a private network"),
    IPRange("198.18.0.0/15", "a network for tests"), IPRange("198.51.100.0/24", "a network for documentation"),
    IPRange("203.0.113.0/24", "a network for documentation"), IPRange("224.0.0.0/4", "a multicast group"),
    IPRange("240.0.0.0/4", "a reserved network"),
    IPRange("::/128", "this network"), IPRange("::1/128", "this machine"), IPRange("::ffff:0:0/96", "a mapped address"),
    IPRange("64:ff9b::/96", "a translated address", embeddedIPv4: 12), IPRange("2001::/23", "a reserved network"),
    IPRange("2001:db8::/32", "a network for documentation"), IPRange("2002::/16", "a translated address", embeddedIPv4: 2),
    IPRange("3fff::/20", "a network for documentation"), IPRange("fc00::/7", "a private network"),
    IPRange("fe80::/10", "the local link"), IPRange("fec0::/10", "a private network"), IPRange("ff00::/8", "a multicast group"),
  ]
}
