/// What a zip archive holds, known from the names at its beginning and at its end without unpacking it.

enum ZipSignature {
  private static let scanned = 1 << 20

  /// Whether bytes begin as an archive does.
  static func begins(_ bytes: some Collection<UInt8>) -> Bool { bytes.starts(with: [0x50, 0x4B, 3, 4]) }

  /// Whether an entry of that name begins in the first megabyte of an archive, or is listed in its last. O(n) to there.
  static func holds(_ name: StaticString, _ all: UnsafeBufferPointer<UInt8>) -> Bool {
    guard begins(all) else { return false }
    return names(name, UnsafeBufferPointer(rebasing: all.prefix(scanned)), header: (0x0403, 26, 30))
      || names(name, UnsafeBufferPointer(rebasing: all.suffix(scanned)), header: (0x0201, 28, 46))
  }

  /// Whether a header has the name.
  ///
  /// - Parameter header: its mark behind PK, where the name's length stands, where the name does.
  private static func names(
    _ name: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, header: (mark: UInt16, length: Int, name: Int)
  ) -> Bool {
    name.withUTF8Buffer { name in
      var index = 0
      while index + header.name + name.count <= bytes.count {
        if bytes[index] == 0x50, bytes[index + 1] == 0x4B,
          bytes[index + 2] == UInt8(header.mark & 0xFF), bytes[index + 3] == UInt8(header.mark >> 8),
          Int(bytes[index + header.length]) | Int(bytes[index + header.length + 1]) << 8 == name.count,
          name.elementsEqual(UnsafeBufferPointer(rebasing: bytes[index + header.name..<index + header.name + name.count]))
        {
          return true
        }
        index += 1
      }
      return false
    }
  }
}
