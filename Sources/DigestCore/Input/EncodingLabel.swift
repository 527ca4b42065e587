/// The encoding that a page names in itself: the WHATWG's labels, and where they stand.

enum EncodingLabel {
  /// One row an encoding: its name, ICU's name of the converter, and the labels that mean it (https://encoding.spec.whatwg.org/#names-and-labels).
  private static let table: [(name: String, converter: String, labels: String)] = [
    ("UTF-8", "UTF-8", "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8"),
    // In a page that could be read so far, these two can't be meant.
    ("UTF-8", "UTF-8", "utf-16 utf-16le utf-16be unicode ucs-2 csunicode iso-10646-ucs-2 unicodefeff unicodefffe"),
    ("IBM866", "ibm-866", "866 cp866 csibm866 ibm866"),
    ("ISO-8859-2", "ISO-8859-2", "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2"),
    ("ISO-8859-3", "ISO-8859-3", "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3"),
    ("ISO-8859-4", "ISO-8859-4", "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4"),
    ("ISO-8859-5", "ISO-8859-5", "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988"),
    (
      "ISO-8859-6", "ISO-8859-6",
      """
      arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 iso88596
      iso_8859-6 iso_8859-6:1987
      """
    ),
    (
      "ISO-8859-7", "ISO-8859-7",
      "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek"
    ),
    (
      "ISO-8859-8", "ISO-8859-8",
      """
      csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 visual csiso88598i
      iso-8859-8-i logical
      """
    ),
    ("ISO-8859-10", "ISO-8859-10", "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6"),
    ("ISO-8859-13", "ISO-8859-13", "iso-8859-13 iso8859-13 iso885913"),
    ("ISO-8859-14", "ISO-8859-14", "iso-8859-14 iso8859-14 iso885914"),
    ("ISO-8859-15", "ISO-8859-15", "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9"),
    ("KOI8-R", "KOI8-R", "cskoi8r koi koi8 koi8-r koi8_r"), ("KOI8-U", "KOI8-U", "koi8-ru koi8-u"),
    ("macintosh", "macintosh", "csmacintosh mac macintosh x-mac-roman"),
    ("windows-874", "windows-874", "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874"),
    ("windows-1250", "windows-1250", "cp1250 windows-1250 x-cp1250"), ("windows-1251", "windows-1251", "cp1251 windows-1251 x-cp1251"),
    (
      "windows-1252", "windows-1252",
      """
      ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1
      us-ascii windows-1252 x-cp1252
      """
    ),
    ("windows-1253", "windows-1253", "cp1253 windows-1253 x-cp1253"),
    (
      "windows-1254", "windows-1254",
      "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 windows-1254 x-cp1254"
    ),
    ("windows-1255", "windows-1255", "cp1255 windows-1255 x-cp1255"), ("windows-1256", "windows-1256", "cp1256 windows-1256 x-cp1256"),
    ("windows-1257", "windows-1257", "cp1257 windows-1257 x-cp1257"), ("windows-1258", "windows-1258", "cp1258 windows-1258 x-cp1258"),
    ("x-mac-cyrillic", "x-mac-cyrillic", "x-mac-cyrillic x-mac-ukrainian"),
    ("GBK", "GB18030", "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk"), ("GB18030", "GB18030", "gb18030"),
    ("Big5", "Big5-HKSCS", "big5 big5-hkscs cn-big5 csbig5 x-x-big5"), ("EUC-JP", "EUC-JP", "cseucpkdfmtjapanese euc-jp x-euc-jp"),
    ("ISO-2022-JP", "ISO-2022-JP", "csiso2022jp iso-2022-jp"),
    ("Shift_JIS", "windows-31j", "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis"),
    (
      "EUC-KR", "windows-949",
      "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949"
    ),
  ]

  private static let byLabel: [String: Int] = {
    var rows: [String: Int] = [:]
    for (index, row) in table.enumerated() {
      for label in row.labels.split(whereSeparator: \.isWhitespace) { rows[String(label)] = index }
    }
    return rows
  }()

  /// The encoding that a label means; nil for one that nobody knows.
  static func encoding(_ label: String) -> (name: String, converter: String)? {
    byLabel[label.lowercased().foldedBlanks].map { (table[$0].name, table[$0].converter) }
  }

  /// So many bytes are searched for a page's own word: browsers look at 1 KB, then begin again where it comes later.
  static let scanned = 128 << 10

  /// The encoding that a page names in an XML declaration or a `<meta>`; nil where it names none that is known. O(`scanned`).
  static func declared(in all: UnsafeBufferPointer<UInt8>) -> (name: String, converter: String)? {
    let bytes = UnsafeBufferPointer(rebasing: all.prefix(scanned))
    var index = 0
    while let mark = bytes[index...].firstIndex(of: 0x3C) {
      index = mark + 1
      guard index + 4 < bytes.count else { return nil }
      let isMeta = Self.begins("meta", bytes, index)
      let isXML = mark < 8 && Self.begins("?xml", bytes, index)
      if Self.begins("!--", bytes, index) {
        // A comment's words do not count.
        var end = index + 3
        while end + 2 < bytes.count, bytes[end] != 0x2D || bytes[end + 1] != 0x2D || bytes[end + 2] != 0x3E { end += 1 }
        index = end
        continue
      }
      guard isMeta || isXML else { continue }
      let end = bytes[index...].prefix(2000).firstIndex(of: 0x3E) ?? min(bytes.count, index + 2000)
      if let label = value(of: isMeta ? "charset" : "encoding", bytes, index..<end), let found = encoding(label) { return found }
      index = end
    }
    return nil
  }

  private static func begins(_ name: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    name.withUTF8Buffer { name in
      index + name.count <= bytes.count && name.indices.allSatisfy { bytes[index + $0] == name[$0] || bytes[index + $0] | 0x20 == name[$0] }
    }
  }

  /// The word behind NAME= in a tag: charset=utf-8, charset="utf-8", content="text/html; charset=utf-8".
  private static func value(of name: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String? {
    var index = range.lowerBound
    while index < range.upperBound {
      guard begins(name, bytes, index) else {
        index += 1
        continue
      }
      index += name.utf8CodeUnitCount
      while index < range.upperBound, bytes[index] <= 0x20 { index += 1 }
      guard index < range.upperBound, bytes[index] == 0x3D else { continue }
      index += 1
      while index < range.upperBound, bytes[index] <= 0x20 || bytes[index] == 0x22 || bytes[index] == 0x27 { index += 1 }
      let start = index
      while index < range.upperBound, bytes[index] > 0x20, ![0x22, 0x27, 0x3B, 0x3E, 0x2F, 0x3F].contains(bytes[index]) { index += 1 }
      return String(decoding: bytes[start..<index], as: UTF8.self)
    }
    return nil
  }
}
