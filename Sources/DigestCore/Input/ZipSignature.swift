/// What a zip archive holds, known from its beginning without unpacking it.

enum ZipSignature {
  private static let scanned = 1 << 20

  /// Whether an entry of that name begins in the first megabyte of an archive. O(n) to there.
  static func holds(_ name: StaticString, _ all: UnsafeBufferPointer<UInt8>) -> Bool {
    guard all.starts(with: [0x50, 0x4B, 3, 4]) else { return false }
    let bytes = UnsafeBufferPointer(rebasing: all.prefix(scanned))
    return name.withUTF8Buffer { name in
      let header = 30
      var index = 0
      while index + header + name.count <= bytes.count {
        if bytes[index] == 0x50, bytes[index + 1] == 0x4B, bytes[index + 2] == 3, bytes[index + 3] == 4,
          Int(bytes[index + 26]) | Int(bytes[index + 27]) << 8 == name.count,
          name.elementsEqual(UnsafeBufferPointer(rebasing: bytes[index + header..<index + header + name.count]))
        {
          return true
        }
        index += 1
      }
      return false
    }
  }
}
