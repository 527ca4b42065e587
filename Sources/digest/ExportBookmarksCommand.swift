/// `bookmarks export`: hands what was kept on to other programs.

import ArgumentParser
import DigestCore
import DigestLibrary
import Foundation

struct ExportBookmarksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Print bookmarks in a form that other programs read, or write them to a file.",
    discussion: """
      Forms: \(ExchangeFormat.all.map(\.name).joined(separator: ", ")). Without --format the extension of --output says which, else it \
      is markdown. A file that exists is left as it is unless --force is given.
      """)

  @OptionGroup var input: InputOptions

  @Option(help: ArgumentHelp("The form.", valueName: "format"), completion: .list(ExchangeFormat.all.map(\.name)))
  var format: String?

  @Option(help: ArgumentHelp("Write to PATH; to a folder (PATH/) one file an article.", valueName: "path"), completion: .file())
  var output: String?

  @Flag(help: "Replace files that exist.")
  var force = false

  func run() throws {
    let format = try chosenFormat()
    let selection = try BookmarkSelection(input)
    if let output, output != "-" {
      if Self.isFolder(output) {
        try write(selection, format, toFolder: output)
      } else {
        try write([(output, format.export(selection.bookmarks, anchorings: selection.anchorings))])
      }
    } else {
      try Self.print(format.export(selection.bookmarks, anchorings: selection.anchorings))
    }
    try selection.batch.finish()
  }

  private func chosenFormat() throws -> ExchangeFormat {
    guard let format else { return output.flatMap { ExchangeFormat.forPath($0) } ?? ExchangeFormat.all[0] }
    if let found = ExchangeFormat.named(format.lowercased()) { return found }
    throw DigestError(format, "is no form of export", remedy: "use \(ExchangeFormat.all.map(\.name).joined(separator: ", "))")
  }

  private static func isFolder(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return path.hasSuffix("/") || FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
  }

  private func write(_ selection: BookmarkSelection, _ format: ExchangeFormat, toFolder folder: String) throws {
    let folder = folder.hasSuffix("/") ? folder : folder + "/"
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw DigestError(folder, "cannot be made", remedy: "check its name and the permissions above it")
    }
    let groups = ArticleBookmarks.group(selection.bookmarks)
    let names = ExportFile.names(for: groups)
    try write(
      zip(groups, names).map { group, name in
        ("\(folder)\(name).\(format.fileExtension)", format.export(group.bookmarks, anchorings: selection.anchorings))
      })
  }

  /// Writes files; none if one of them is there already.
  private func write(_ files: [(path: String, bytes: [UInt8])]) throws {
    func taken(_ path: String) -> DigestError {
      DigestError(path, "exists", remedy: "give another name, or --force to replace it")
    }
    if !force, files.count > 1, let first = files.first(where: { FileManager.default.fileExists(atPath: $0.path) }) {
      throw taken(first.path)
    }
    for (path, bytes) in files {
      if try ExportFile.write(bytes, to: path, mode: force ? .overwrite : .create) == .exists { throw taken(path) }
    }
  }

  /// As it is to a pipe; made harmless to a terminal.
  private static func print(_ bytes: [UInt8]) throws {
    guard StandardOutput.isTerminal else {
      var output = StandardOutput()
      try output.write(bytes)
      return try output.flush()
    }
    var output = TextOutput()
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() { try output.line(line) }
    try output.flush()
  }
}
