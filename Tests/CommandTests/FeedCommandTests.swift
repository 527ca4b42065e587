/// Feeds on the command line: a line for each entry, one that is named, bookmarks in it.

import DigestTestSupport
import Foundation
import Testing

struct FeedCommandTests {
  private static let feed = """
    <rss><channel><title>The Weir Gazette</title>
    <item><title>The mill</title><link>https://weir.example/1</link><description>The mill kept its wheel. “It turns,” said Ida Vane.</description></item>
    <item><title>The barge</title><description>A barge came at dusk. “It is late,” said Per Holm.</description></item></channel></rss>
    """

  private func titles(_ output: String) throws -> [String] {
    try output.split(separator: "\n").map { line in
      let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      return "\(object["source"] as? String ?? "") \(object["title"] as? String ?? "")"
    }
  }

  @Test func aLineForEachEntry() throws {
    try TemporaryFolder.withFile(Self.feed.utf8, name: "feed.xml") { path in
      let run = try BuiltProgram.run(["analyze", path])
      #expect(run.status == 0)
      #expect(run.error.isEmpty)
      let all = try titles(run.output)
      #expect(all == ["https://weir.example/1 The mill", "\(path)#entry-2 The barge"])
      let one = try titles(BuiltProgram.run(["analyze", "\(path)#entry-2"]).output)
      #expect(one == ["\(path)#entry-2 The barge"])
      let three = try titles(BuiltProgram.run(["analyze", path, "\(path)#entry-1"]).output)
      #expect(three.count == 3)
    }
  }

  @Test func quotationsOfAllEntriesOrOfOne() throws {
    try TemporaryFolder.withFile(Self.feed.utf8, name: "feed.xml") { path in
      let all = try BuiltProgram.run(["quotes", path]).lines
      #expect(all.count == 2)
      let one = try BuiltProgram.run(["quotes", "\(path)#entry-2"]).lines
      #expect(one.count == 1)
      #expect(one.first?.hasSuffix("\(path)#entry-2:1.1") == true)
    }
  }

  @Test func anEntryThatIsNotThereIsAnError() throws {
    try TemporaryFolder.withFile(Self.feed.utf8, name: "feed.xml") { path in
      let run = try BuiltProgram.run(["show", "\(path)#entry-3"])
      #expect(run.status == 2)
      #expect(run.error == "digest: \(path): has no entry 3; it has entries 1 to 2\n")
    }
  }

  @Test func aFeedWithoutEntriesIsAnErrorOfOneLine() throws {
    try TemporaryFolder.withFile("<rss><channel><title>T</title></channel></rss>".utf8, name: "feed.xml") { path in
      let run = try BuiltProgram.run(["analyze", path])
      #expect(run.status == 2)
      #expect(run.output.isEmpty)
      #expect(run.error == "digest: \(path): is a feed without entries; try again when something is in it\n")
    }
  }

  @Test func bookmarksCarryTheEntrysOwnSource() throws {
    try TemporaryFolder.withFile(Self.feed.utf8, name: "feed.xml") { path in
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
      let run = { (arguments: [String]) in
        try BuiltProgram.run(["bookmarks"] + arguments, environment: ["XDG_DATA_HOME": "\(folder)/data"])
      }
      let refused = try run(["add", path, "--section", "1"])
      #expect(refused.status == 2)
      #expect(refused.error == "digest: \(path): holds 2 articles; name one, as in \(path)#entry-1\n")
      for (entry, words) in [(1, "kept its wheel"), (2, "at dusk")] {
        let added = try run(["add", "\(path)#entry-\(entry)", "--exact", words])
        #expect(added.status == 0)
      }
      let sources = try run(["list", "--json"]).lines.map { line in
        (try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])?["source"] as? String
      }
      #expect(Set(sources) == ["https://weir.example/1", "\(path)#entry-2"])
      let all = try run(["list", path]).lines
      #expect(all.count == 2)
      let one = try run(["list", "\(path)#entry-2"]).lines
      #expect(one.count == 1)
    }
  }
}
