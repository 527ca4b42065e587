/// The texts that are measured: the shipped articles, and long ones made of their paragraphs.

import Foundation

/// Makes texts of any length, the same bytes each time.
struct SampleText {
  private let paragraphs: [[UInt8]]

  /// - Parameter articles: the folder of the shipped articles.
  init(articles: String) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: articles).filter { $0.hasSuffix(".txt") }.sorted()
    paragraphs = try names.flatMap { name in
      try String(contentsOfFile: "\(articles)/\(name)", encoding: .utf8).components(separatedBy: "\n\n").map {
        Array($0.utf8)
      }
    }
    if paragraphs.isEmpty { throw BenchError("\(articles): holds no article") }
  }

  /// One text of about so many bytes: paragraphs drawn in an order that a fixed seed gives, each with a number of its own so that
  /// no two are the same.
  func text(bytes: Int) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes + 4096)
    var state: UInt64 = 0x2545_F491_4F6C_DD1D
    var number = 0
    while text.count < bytes {
      // Marsaglia's xorshift: any generator would do, as long as it is ours and fixed.
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      let paragraph = paragraphs[Int(state % UInt64(paragraphs.count))]
      text.append(contentsOf: paragraph)
      if paragraph.count > 200 {
        number += 1
        text.append(contentsOf: Array(" That was report \(number).".utf8))
      }
      text.append(contentsOf: [0x0A, 0x0A])
    }
    return text
  }

  /// Writes such a text and gives its size. The text is freed before it returns: what the bench holds would count as its children's.
  func write(bytes: Int, to path: String) throws -> Int {
    let text = text(bytes: bytes)
    try Data(text).write(to: URL(fileURLWithPath: path))
    return text.count
  }
}
