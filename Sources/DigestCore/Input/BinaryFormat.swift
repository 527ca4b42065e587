/// Formats that are no text, known by their signatures: refused with an error that names them.

/// One row of the table: what it is, how it begins, what to do.
struct BinaryFormat: Sendable {
  /// With its article: "a PDF document".
  let name: String
  let remedy: String
  /// Bytes and where they stand; all must be there.
  let signature: [(offset: Int, bytes: [UInt8])]

  private init(_ name: String, _ remedy: String, _ signature: (Int, [UInt8])...) {
    self.name = name
    self.remedy = remedy
    self.signature = signature.map { (offset: $0.0, bytes: $0.1) }
  }

  /// The first row whose signature the bytes have.
  static func match(_ bytes: UnsafeBufferPointer<UInt8>) -> BinaryFormat? {
    table.first { format in
      format.signature.allSatisfy { part in
        part.offset + part.bytes.count <= bytes.count
          && part.bytes.elementsEqual(UnsafeBufferPointer(rebasing: bytes[part.offset..<part.offset + part.bytes.count]))
      }
    }
  }

  private static let convert = "digest reads plain text: convert it first"
  private static let unpack = "unpack it first"
  private static let other = "name a text file"

  private static func ascii(_ text: String) -> [UInt8] { Array(text.utf8) }

  /// More special rows before more general ones. A signature that prose could begin with has a byte in it that prose has not.
  private static let table: [BinaryFormat] = [
    // Documents.
    BinaryFormat("a PDF document", "digest reads plain text: convert it first, as with pdftotext", (0, ascii("%PDF-"))),
    BinaryFormat("an EPUB book", convert, (0, ascii("PK\u{3}\u{4}")), (30, ascii("mimetypeapplication/epub+zip"))),
    BinaryFormat("an OpenDocument file", convert, (0, ascii("PK\u{3}\u{4}")), (30, ascii("mimetypeapplication/vnd.oasis.opendocument"))),
    BinaryFormat("an Office document", convert, (0, ascii("PK\u{3}\u{4}")), (30, ascii("[Content_Types].xml"))),
    BinaryFormat("an Office document", convert, (0, ascii("PK\u{3}\u{4}")), (30, ascii("_rels/.rels"))),
    BinaryFormat("an Office document", convert, (0, ascii("PK\u{3}\u{4}")), (30, ascii("docProps/"))),
    BinaryFormat("an old Office document", convert, (0, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])),
    BinaryFormat("a Mobipocket book", convert, (60, ascii("BOOKMOBI"))),
    BinaryFormat("a DjVu document", convert, (0, ascii("AT&TFORM"))),
    // Archives and compressed files.
    BinaryFormat("a zip archive", unpack, (0, ascii("PK\u{3}\u{4}"))),
    BinaryFormat("a zip archive", unpack, (0, ascii("PK\u{5}\u{6}"))),
    BinaryFormat("a gzip file", "unpack it first, as with gzip -dc FILE | digest -", (0, [0x1F, 0x8B, 0x08])),
    BinaryFormat("an xz file", "unpack it first, as with xz -dc FILE | digest -", (0, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00])),
    BinaryFormat("a zstd file", "unpack it first, as with zstd -dc FILE | digest -", (0, [0x28, 0xB5, 0x2F, 0xFD])),
    BinaryFormat("a bzip2 file", "unpack it first, as with bzip2 -dc FILE | digest -", (0, ascii("BZh")), (4, ascii("1AY&SY"))),
    BinaryFormat("an lz4 file", unpack, (0, [0x04, 0x22, 0x4D, 0x18])),
    BinaryFormat("a 7z archive", unpack, (0, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C])),
    BinaryFormat("a RAR archive", unpack, (0, ascii("Rar!\u{1A}\u{7}"))),
    BinaryFormat("a tar archive", unpack, (257, ascii("ustar\0"))),
    BinaryFormat("a tar archive", unpack, (257, ascii("ustar  \0"))),
    BinaryFormat("a cabinet archive", unpack, (0, ascii("MSCF\0\0\0\0"))),
    // Pictures.
    BinaryFormat("a PNG picture", other, (0, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])),
    BinaryFormat("a JPEG picture", other, (0, [0xFF, 0xD8, 0xFF])),
    BinaryFormat("a GIF picture", other, (0, ascii("GIF87a")), (12, [0])),
    BinaryFormat("a GIF picture", other, (0, ascii("GIF89a")), (12, [0])),
    BinaryFormat("a WebP picture", other, (0, ascii("RIFF")), (8, ascii("WEBP"))),
    BinaryFormat("a TIFF picture", other, (0, ascii("II*\0"))),
    BinaryFormat("a TIFF picture", other, (0, ascii("MM\0*"))),
    BinaryFormat("a BMP picture", other, (0, ascii("BM")), (6, [0, 0, 0, 0])),
    BinaryFormat("an icon", other, (0, [0, 0, 1, 0])),
    BinaryFormat("a Photoshop picture", other, (0, ascii("8BPS\0\u{1}"))),
    BinaryFormat("an AVIF picture", other, (0, [0, 0, 0]), (4, ascii("ftypavif"))),
    BinaryFormat("a HEIC picture", other, (0, [0, 0, 0]), (4, ascii("ftyphei"))),
    BinaryFormat("a JPEG XL picture", other, (0, [0, 0, 0, 0x0C, 0x4A, 0x58, 0x4C, 0x20])),
    // Sound and film.
    BinaryFormat("an MP4 film", other, (0, [0, 0, 0]), (4, ascii("ftyp"))),
    BinaryFormat("a QuickTime film", other, (0, [0, 0, 0]), (4, ascii("moov"))),
    BinaryFormat("a Matroska film", other, (0, [0x1A, 0x45, 0xDF, 0xA3])),
    BinaryFormat("an AVI film", other, (0, ascii("RIFF")), (8, ascii("AVI "))),
    BinaryFormat("a WAV sound", other, (0, ascii("RIFF")), (8, ascii("WAVE"))),
    BinaryFormat("an MPEG film", other, (0, [0, 0, 1, 0xBA])),
    BinaryFormat("an MP3 sound", other, (0, ascii("ID3\u{2}"))),
    BinaryFormat("an MP3 sound", other, (0, ascii("ID3\u{3}"))),
    BinaryFormat("an MP3 sound", other, (0, ascii("ID3\u{4}"))),
    BinaryFormat("an MP3 sound", other, (0, [0xFF, 0xFB])),
    BinaryFormat("an Ogg sound", other, (0, ascii("OggS\0"))),
    BinaryFormat("a FLAC sound", other, (0, ascii("fLaC\0"))),
    BinaryFormat("a MIDI file", other, (0, ascii("MThd\0"))),
    // Programs, databases, fonts.
    BinaryFormat("a program", other, (0, [0x7F, 0x45, 0x4C, 0x46])),
    BinaryFormat("a program", other, (0, ascii("MZ")), (3, [0]), (6, [0, 0])),
    BinaryFormat("a program", other, (0, [0xCF, 0xFA, 0xED, 0xFE])),
    BinaryFormat("a program", other, (0, [0xCE, 0xFA, 0xED, 0xFE])),
    BinaryFormat("a program", other, (0, [0xCA, 0xFE, 0xBA, 0xBE])),
    BinaryFormat("a program", other, (0, ascii("\0asm"))),
    BinaryFormat("a library of object files", other, (0, ascii("!<arch>\n"))),
    BinaryFormat("an SQLite database", other, (0, ascii("SQLite format 3\0"))),
    BinaryFormat("a font", other, (0, ascii("wOFF\0"))),
    BinaryFormat("a font", other, (0, ascii("wOF2\0"))),
    BinaryFormat("a font", other, (0, [0, 1, 0, 0, 0])),
    BinaryFormat("a font", other, (0, ascii("OTTO\0"))),
  ]
}
