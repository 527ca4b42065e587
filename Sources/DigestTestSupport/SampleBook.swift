/// Books that tests make: as they should be, and with something wrong.

/// An EPUB book before it is packed.
public struct SampleBook {
  /// A page: its name in the folder `EPUB`, and what stands in its body.
  public var pages: [(name: String, body: String)]
  /// The package's metadata, as XML.
  public var metadata = """
    <dc:title>The Lamp Room</dc:title><dc:creator>Ines Okonkwo</dc:creator><dc:language>en</dc:language>\
    <dc:date>2021-06-01</dc:date><dc:publisher>Quayside Press</dc:publisher><dc:identifier id="id">urn:isbn:9780000000002</dc:identifier>
    """
  /// Elements of `<manifest>` and `<spine>` beside those of the pages.
  public var manifest = ""
  public var spine = ""
  /// EPUB 3's table of contents, as what stands in its body; nil without.
  public var navigation: String?
  /// EPUB 2's table of contents, as what stands in its map; nil without.
  public var ncx: String?
  /// Other files, whole names.
  public var files: [ZipWriter.Entry] = []
  /// The names of files that are left out.
  public var missing: Set<String> = []

  public init(_ pages: [(name: String, body: String)]) { self.pages = pages }

  /// A page's file.
  public static func page(_ body: String, declaration: String = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>") -> String {
    """
    \(declaration)
    <!DOCTYPE html>
    <html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head>
    <body>\(body)</body></html>
    """
  }

  public var entries: [ZipWriter.Entry] {
    var items = pages.enumerated().map { "<item id=\"p\($0)\" href=\"\($1.name)\" media-type=\"application/xhtml+xml\"/>" }.joined()
    if navigation != nil { items += "<item id=\"nav\" href=\"nav.xhtml\" properties=\"nav\" media-type=\"application/xhtml+xml\"/>" }
    if ncx != nil { items += "<item id=\"ncx\" href=\"toc.ncx\" media-type=\"application/x-dtbncx+xml\"/>" }
    let references = pages.indices.map { "<itemref idref=\"p\($0)\"/>" }.joined()
    let package = """
      <?xml version="1.0"?>
      <package xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
      <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\(metadata)</metadata>
      <manifest>\(items)\(manifest)</manifest><spine>\(references)\(spine)</spine></package>
      """
    let container = """
      <?xml version="1.0"?>
      <container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
      <rootfile full-path="EPUB/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
      """
    var entries = [
      ZipWriter.Entry("mimetype", "application/epub+zip"), ZipWriter.Entry("META-INF/container.xml", container),
      ZipWriter.Entry("EPUB/book.opf", package),
    ]
    if let navigation { entries.append(ZipWriter.Entry("EPUB/nav.xhtml", Self.page(navigation))) }
    if let ncx {
      let text = "<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\">\(ncx)</ncx>"
      entries.append(ZipWriter.Entry("EPUB/toc.ncx", text))
    }
    entries += pages.map { ZipWriter.Entry("EPUB/\($0.name)", Self.page($0.body)) }
    return (entries + files).filter { !missing.contains($0.name) }
  }

  /// The book's file.
  public var bytes: [UInt8] { ZipWriter.archive(entries) }
}
