/// The table of formats, where they are refused: what is neither text nor a format that a parser is there for, known by its signature.

extension FormatRow {
  private static let convert = "convert it to text or HTML first"
  private static let unpack = "unpack it first"
  private static let other = "name a text file"

  private static func ascii(_ text: String) -> [UInt8] { Array(text.utf8) }

  /// More special rows before more general ones. A signature that prose could begin with has a byte in it that prose has not.
  static let refused: [FormatRow] = [
    // Documents.
    FormatRow(
      refused: "an OpenDocument file", convert, (0, ascii("PK\u{3}\u{4}")), (30, ascii("mimetypeapplication/vnd.oasis.opendocument"))),
    FormatRow(refused: "an Office document", convert, (0, ascii("PK\u{3}\u{4}")), (30, ascii("[Content_Types].xml"))),
    FormatRow(refused: "an Office document", convert, (0, ascii("PK\u{3}\u{4}")), (30, ascii("_rels/.rels"))),
    FormatRow(refused: "an Office document", convert, (0, ascii("PK\u{3}\u{4}")), (30, ascii("docProps/"))),
    FormatRow(refused: "an old Office document", convert, (0, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])),
    FormatRow(refused: "a Mobipocket book", convert, (60, ascii("BOOKMOBI"))),
    FormatRow(refused: "a DjVu document", convert, (0, ascii("AT&TFORM"))),
    // Archives and compressed files.
    FormatRow(refused: "a zip archive", unpack, (0, ascii("PK\u{3}\u{4}"))),
    FormatRow(refused: "a zip archive", unpack, (0, ascii("PK\u{5}\u{6}"))),
    FormatRow(refused: "a bzip2 file", "unpack it first, as with bzip2 -dc FILE | digest -", (0, ascii("BZh")), (4, ascii("1AY&SY"))),
    FormatRow(refused: "an lz4 file", unpack, (0, [0x04, 0x22, 0x4D, 0x18])),
    FormatRow(refused: "a 7z archive", unpack, (0, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C])),
    FormatRow(refused: "a RAR archive", unpack, (0, ascii("Rar!\u{1A}\u{7}"))),
    FormatRow(refused: "a tar archive", unpack, (257, ascii("ustar\0"))),
    FormatRow(refused: "a tar archive", unpack, (257, ascii("ustar  \0"))),
    FormatRow(refused: "a cabinet archive", unpack, (0, ascii("MSCF\0\0\0\0"))),
    // Pictures.
    FormatRow(refused: "a PNG picture", other, (0, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])),
    FormatRow(refused: "a JPEG picture", other, (0, [0xFF, 0xD8, 0xFF])),
    FormatRow(refused: "a GIF picture", other, (0, ascii("GIF87a")), (12, [0])),
    FormatRow(refused: "a GIF picture", other, (0, ascii("GIF89a")), (12, [0])),
    FormatRow(refused: "a WebP picture", other, (0, ascii("RIFF")), (8, ascii("WEBP"))),
    FormatRow(refused: "a TIFF picture", other, (0, ascii("II*\0"))),
    FormatRow(refused: "a TIFF picture", other, (0, ascii("MM\0*"))),
    FormatRow(refused: "a BMP picture", other, (0, ascii("BM")), (6, [0, 0, 0, 0])),
    FormatRow(refused: "an icon", other, (0, [0, 0, 1, 0])),
    FormatRow(refused: "a Photoshop picture", other, (0, ascii("8BPS\0\u{1}"))),
    FormatRow(refused: "an AVIF picture", other, (0, [0, 0, 0]), (4, ascii("ftypavif"))),
    FormatRow(refused: "a HEIC picture", other, (0, [0, 0, 0]), (4, ascii("ftyphei"))),
    FormatRow(refused: "a JPEG XL picture", other, (0, [0, 0, 0, 0x0C, 0x4A, 0x58, 0x4C, 0x20])),
    // Sound and film.
    FormatRow(refused: "an MP4 film", other, (0, [0, 0, 0]), (4, ascii("ftyp"))),
    FormatRow(refused: "a QuickTime film", other, (0, [0, 0, 0]), (4, ascii("moov"))),
    FormatRow(refused: "a Matroska film", other, (0, [0x1A, 0x45, 0xDF, 0xA3])),
    FormatRow(refused: "an AVI film", other, (0, ascii("RIFF")), (8, ascii("AVI "))),
    FormatRow(refused: "a WAV sound", other, (0, ascii("RIFF")), (8, ascii("WAVE"))),
    FormatRow(refused: "an MPEG film", other, (0, [0, 0, 1, 0xBA])),
    FormatRow(refused: "an MP3 sound", other, (0, ascii("ID3\u{2}"))),
    FormatRow(refused: "an MP3 sound", other, (0, ascii("ID3\u{3}"))),
    FormatRow(refused: "an MP3 sound", other, (0, ascii("ID3\u{4}"))),
    FormatRow(refused: "an MP3 sound", other, (0, [0xFF, 0xFB])),
    FormatRow(refused: "an Ogg sound", other, (0, ascii("OggS\0"))),
    FormatRow(refused: "a FLAC sound", other, (0, ascii("fLaC\0"))),
    FormatRow(refused: "a MIDI file", other, (0, ascii("MThd\0"))),
    // Programs, databases, fonts.
    FormatRow(refused: "a program", other, (0, [0x7F, 0x45, 0x4C, 0x46])),
    FormatRow(refused: "a program", other, (0, ascii("MZ")), (3, [0]), (6, [0, 0])),
    FormatRow(refused: "a program", other, (0, [0xCF, 0xFA, 0xED, 0xFE])),
    FormatRow(refused: "a program", other, (0, [0xCE, 0xFA, 0xED, 0xFE])),
    FormatRow(refused: "a program", other, (0, [0xCA, 0xFE, 0xBA, 0xBE])),
    FormatRow(refused: "a program", other, (0, ascii("\0asm"))),
    FormatRow(refused: "a library of object files", other, (0, ascii("!<arch>\n"))),
    FormatRow(refused: "an SQLite database", other, (0, ascii("SQLite format 3\0"))),
    FormatRow(refused: "a font", other, (0, ascii("wOFF\0"))),
    FormatRow(refused: "a font", other, (0, ascii("wOF2\0"))),
    FormatRow(refused: "a font", other, (0, [0, 1, 0, 0, 0])),
    FormatRow(refused: "a font", other, (0, ascii("OTTO\0"))),
  ]
}
