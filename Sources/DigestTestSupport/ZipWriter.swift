/// Zip archives for tests, made by the tests themselves: good ones and hostile ones.

/// Writes a zip archive into memory.
public struct ZipWriter {
  /// An entry as it is to be written.
  public struct Entry {
    public var name: String
    public var content: [UInt8]
    /// Where the content is a raw deflate stream already: what it says it unpacks to.
    public var deflated: UInt32?
    /// The sum of what it unpacks to; nil for that of the content.
    public var sum: UInt32?
    public var isEncrypted: Bool

    public init(_ name: String, _ content: [UInt8], deflated: UInt32? = nil, sum: UInt32? = nil, isEncrypted: Bool = false) {
      self.name = name
      self.content = content
      self.deflated = deflated
      self.sum = sum
      self.isEncrypted = isEncrypted
    }

    public init(_ name: String, _ text: String) {
      self.init(name, Array(text.utf8))
    }
  }

  /// - Parameter directory: whether the directory at the end is written too.
  public static func archive(_ entries: [Entry], directory: Bool = true) -> [UInt8] {
    var out: [UInt8] = []
    var list: [UInt8] = []
    for entry in entries {
      let common = self.common(entry)
      let offset = UInt32(out.count)
      out += [0x50, 0x4B, 3, 4] + common + little16(0)
      out += entry.name.utf8
      out += entry.content
      list += [0x50, 0x4B, 1, 2] + little16(20) + common
      // No extra field, no comment, first disk, no attributes.
      list += little16(0) + little16(0) + little16(0) + little16(0) + little32(0) + little32(offset)
      list += entry.name.utf8
    }
    guard directory else { return out }
    let start = UInt32(out.count)
    let count = UInt16(truncatingIfNeeded: entries.count)
    let end = [0x50, 0x4B, 5, 6] + little16(0) + little16(0) + little16(count) + little16(count)
    return out + list + end + little32(UInt32(list.count)) + little32(start) + little16(0)
  }

  /// From the version needed to the length of the name: the same in both headers.
  private static func common(_ entry: Entry) -> [UInt8] {
    let size = UInt32(entry.content.count)
    let flags: UInt16 = (entry.isEncrypted ? 1 : 0) | 0x0800
    let method: UInt16 = entry.deflated == nil ? 0 : 8
    let sum = entry.sum ?? crc(entry.content)
    return little16(20) + little16(flags) + little16(method) + little16(0) + little16(0x21) + little32(sum) + little32(size)
      + little32(entry.deflated ?? size) + little16(UInt16(entry.name.utf8.count))
  }

  /// A deflate stream of so many zeros, nearly 1,032 to 1: one block, in whose code a match of 258 bytes at distance 1 takes two bits.
  public static func deflatedZeros(_ count: Int) -> [UInt8] {
    var out: [UInt8] = []
    var bits: UInt32 = 0
    var used: UInt32 = 0
    func put(_ value: UInt32, _ width: UInt32) {
      bits |= value << used
      used += width
      while used >= 8 {
        out.append(UInt8(truncatingIfNeeded: bits))
        bits >>= 8
        used -= 8
      }
    }
    // The last block, in a code of its own: 286 lengths and literals, 1 distance, 18 lengths of the code that these are written in.
    for (value, width) in [(1, 1), (2, 2), (29, 5), (0, 5), (14, 4)] as [(UInt32, UInt32)] { put(value, width) }
    // 18 (a run of zeros) has one bit, 1 and 2 have two.
    for length in [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2] as [UInt32] { put(length, 3) }
    let (one, two): (UInt32, UInt32) = (0b01, 0b11)
    func zeros(_ count: UInt32) { put((count - 11) << 1, 8) }
    // The literal 0 and the block's end have two bits, the length 258 and the distance have one.
    put(two, 2)
    zeros(138)
    zeros(117)
    put(two, 2)
    zeros(28)
    put(one, 2)
    put(one, 2)
    let literals = 1 + (count - 1) % 258
    for _ in 0..<literals { put(0b01, 2) }
    for _ in 0..<(count - literals) / 258 { put(0, 2) }
    put(0b11, 2)
    put(0, 7)
    return out
  }

  /// A gzip file around a deflate stream; its sum is not looked at by tests that use it.
  public static func gzip(deflated: [UInt8], sum: UInt32 = 0, size: Int) -> [UInt8] {
    [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + deflated + little32(sum) + little32(UInt32(truncatingIfNeeded: size))
  }

  /// A gzip file of some bytes, stored in blocks.
  public static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = []
    var rest = bytes[...]
    repeat {
      let block = rest.prefix(65535)
      rest = rest.dropFirst(block.count)
      stream += [rest.isEmpty ? 1 : 0] + little16(UInt16(block.count)) + little16(~UInt16(block.count)) + block
    } while !rest.isEmpty
    return gzip(deflated: stream, sum: crc(bytes), size: bytes.count)
  }

  private static func little16(_ value: UInt16) -> [UInt8] { [UInt8(truncatingIfNeeded: value), UInt8(value >> 8)] }
  private static func little32(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }

  /// The CRC-32 of zip and gzip.
  public static func crc(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { sum, byte in table[Int((sum ^ UInt32(byte)) & 0xFF)] ^ sum >> 8 }
  }

  private static let table: [UInt32] = (0..<256).map { start in
    (0..<8).reduce(UInt32(start)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
  }
}
