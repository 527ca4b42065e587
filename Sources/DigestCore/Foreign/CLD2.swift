/// The only file that sees CLD2.

import CCLD2

enum CLD2 {
  /// The BCP 47 tag of the language of valid UTF-8; nil where CLD2 is not sure.
  static func language(of utf8: ArraySlice<UInt8>) -> String? {
    utf8.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress, let tag = ccld2_detect(start, Int32(clamping: bytes.count)) else { return nil }
      return String(cString: tag)
    }
  }
}
