/// Who may import whom: the rest of the table that the build itself cannot enforce.

import DigestTestSupport
import Foundation
import Testing

@Suite struct ArchitectureTests {
  /// What each folder of Sources may import beside the standard library; `files` names the only files that may.
  private static let allowed: [String: [String: Only]] = [
    "DigestCore": [
      "Foundation": .anywhere, "Glibc": .anywhere, "Synchronization": .anywhere, "TOMLKit": .files(["Language/Lexicon.swift"]),
      "CICU": .files(["Foreign/ICU.swift"]), "CCLD2": .files(["Foreign/CLD2.swift"]),
      "CGumbo": .files(["Foreign/Gumbo.swift"]), "CMarkGFM": .files(["Foreign/CMark.swift"]),
      "CArchive": .files(["Foreign/Archive.swift"]),
      "CLibXML2": .files(["Foreign/XML.swift"]),
    ],
    "DigestLibrary": [
      "Foundation": .anywhere, "Glibc": .anywhere, "Synchronization": .anywhere, "DigestCore": .anywhere, "GRDB": .anywhere,
    ],
    "DigestTUI": [
      "Foundation": .anywhere, "Glibc": .anywhere, "Synchronization": .anywhere, "DigestCore": .anywhere,
      "Dispatch": .files(["Program/RunLoop.swift"]), "CNcurses": .files(["Terminal/CursesTerminal.swift"]),
    ],
    "digest": [
      "Foundation": .anywhere, "Glibc": .anywhere, "Synchronization": .anywhere, "DigestCore": .anywhere, "DigestLibrary": .anywhere,
      "DigestTUI": .anywhere, "ArgumentParser": .anywhere,
    ],
  ]

  enum Only {
    case anywhere
    case files([String])
  }

  @Test(arguments: allowed.keys.sorted()) func imports(of target: String) throws {
    let root = "\(SharedData.checkout)/Sources/\(target)"
    let rules = try #require(Self.allowed[target])
    var files = 0
    for case let name as String in try #require(FileManager.default.enumerator(atPath: root)) where name.hasSuffix(".swift") {
      files += 1
      for module in try Self.imports(ofFile: "\(root)/\(name)") {
        switch rules[module] {
        case nil: Issue.record("\(target)/\(name) imports \(module), which \(target) must not know")
        case .anywhere: break
        case .files(let only): #expect(only.contains(name), "\(target)/\(name) imports \(module); only \(only) may")
        }
      }
    }
    #expect(files > 0)
  }

  @Test func productionCodeKnowsNoTests() throws {
    let root = "\(SharedData.checkout)/Sources"
    for case let name as String in try #require(FileManager.default.enumerator(atPath: root))
    where name.hasSuffix(".swift") && !name.hasPrefix("DigestTestSupport/") && !name.hasPrefix("digest-fuzz/") {
      #expect(try !Self.imports(ofFile: "\(root)/\(name)").contains("DigestTestSupport"), "\(name)")
    }
  }

  /// The modules that a file's import lines name.
  private static func imports(ofFile path: String) throws -> [String] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").compactMap { line in
      var words = line.split(separator: " ")
      while let first = words.first, ["public", "internal", "private", "@preconcurrency", "@testable", "package"].contains(first) {
        words.removeFirst()
      }
      guard words.first == "import", words.count > 1 else { return nil }
      return String(words[words.count == 2 ? 1 : 2].prefix { $0 != "." })
    }
  }
}
