/// Small PDFs for tests: lines of text at places, in the fonts that every reader has.

/// Writes a PDF of pages of 595 by 842 points.
public struct PDFWriter {
  private var pages: [String] = []

  public init() {}

  /// Begins a page.
  public mutating func page() { pages.append("") }

  /// Draws a line of Latin letters.
  ///
  /// - Parameters:
  ///   - x: from the left, in points.
  ///   - y: of the letters' foot, from above, in points.
  public mutating func line(_ text: String, x: Double, y: Double, size: Double = 10, bold: Bool = false) {
    var string = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "(", ")", "\\": string += "\\\(scalar)"
      case "\u{20}"..."\u{7E}": string.unicodeScalars.append(scalar)
      case "•": string += "\\225"
      case "“": string += "\\223"
      case "”": string += "\\224"
      default: string += scalar.value < 256 ? "\\" + String(scalar.value, radix: 8) : "?"
      }
    }
    pages[pages.count - 1] += "BT /F\(bold ? 2 : 1) \(size) Tf 1 0 0 1 \(x) \(842 - y) Tm (\(string)) Tj ET\n"
  }

  /// Draws lines one below the other: where the next one would stand.
  @discardableResult
  public mutating func lines(_ texts: [String], x: Double, y: Double, size: Double = 10, leading: Double = 12) -> Double {
    for (index, text) in texts.enumerated() { line(text, x: x, y: y + Double(index) * leading, size: size) }
    return y + Double(texts.count) * leading
  }

  /// The file's bytes.
  ///
  /// - Parameter title: for the file's own description; nil for none.
  public func bytes(title: String? = nil, author: String? = nil) -> [UInt8] {
    let font = "/Type /Font /Subtype /Type1 /Encoding /WinAnsiEncoding"
    var objects = [
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Count \(pages.count) /Kids [\(pages.indices.map { "\(6 + 2 * $0) 0 R" }.joined(separator: " "))] >>",
      "<< \(font) /BaseFont /Times-Roman >>", "<< \(font) /BaseFont /Times-Bold >>",
      "<< \(title.map { "/Title (\($0)) " } ?? "")\(author.map { "/Author (\($0)) " } ?? "")/CreationDate (D:20240318100000Z) >>",
    ]
    for (index, content) in pages.enumerated() {
      objects.append(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents \(7 + 2 * index) 0 R >>"
      )
      objects.append("<< /Length \(content.utf8.count) >>\nstream\n\(content)endstream")
    }
    var file = "%PDF-1.4\n"
    var offsets: [Int] = []
    for (index, object) in objects.enumerated() {
      offsets.append(file.utf8.count)
      file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let start = file.utf8.count
    file += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for offset in offsets { file += String(repeating: "0", count: 10 - String(offset).count) + "\(offset) 00000 n \n" }
    file += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R /Info 5 0 R >>\nstartxref\n\(start)\n%%EOF\n"
    return Array(file.utf8)
  }
}
