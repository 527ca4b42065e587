/// `manual`: prints the man page, made from the tables of commands, formats and export forms. Not shown in the help.

import ArgumentParser
import DigestCore
import DigestTUI
import Foundation

struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Print the man page (Documentation/digest.1).", shouldDisplay: false)

  func run() throws {
    var output = StandardOutput()
    try output.write(Array(ManualPage.text.utf8))
    try output.flush()
  }
}

/// The man page in roff's man macros.
enum ManualPage {
  static var text: String {
    var page = #"""
      .\" Made by `digest manual` from the program's own tables; do not edit.
      .TH DIGEST 1 "" "digest \#(DigestCommand.configuration.version)" "User Commands"
      .SH NAME
      digest \- read the news in the terminal: sections, summaries, and who said what
      .SH SYNOPSIS
      .nf
      .B digest
      [\fIFILE\fR|\fIADDRESS\fR|\-]...
      .B digest
      \fICOMMAND\fR [\fIOPTION\fR]... [\fIFILE\fR]...
      .fi
      .SH DESCRIPTION
      .B digest
      parts an article into sections, gives each a headline and a summary made of the article's own sentences, and knows every
      quotation and its speaker. On a terminal it opens its screens; elsewhere, and with
      .BR \-\-plain ,
      it prints the digest as plain text. Without a file it lists the articles that come with it. A first word that is a
      command's name is a command; a file of that name opens as
      .IR ./NAME .
      An address (https://... or http://...) is fetched by
      .BR curl (1):
      it alone, no picture, frame or script of a page, without cookies, passwords and proxies, and from the public internet only unless
      .B \-\-allow\-local
      is given.

      """#
    page += ".SH COMMANDS\n"
    for command in DigestCommand.configuration.subcommands where command.configuration.shouldDisplay {
      page += ".TP\n.B \(escape(command.configuration.commandName ?? ""))\n\(escape(command.configuration.abstract))\n"
      page += ".br\n.RS\n.nf\n\(escape(DigestCommand.usageString(for: command)))\n.fi\n.RE\n"
    }
    page +=
      ".SH FORMATS\nA format is known by its content, then by the server's word or the name. Compressed files (\(compressions)) are unpacked.\n"
    for row in FormatRow.table {
      guard let format = row.format else { continue }
      let endings = row.extensions.map { ".\($0)" }.joined(separator: ", ")
      page += ".TP\n.B \(escape(format.rawValue))\n\(escape("\(row.title): \(endings); at most \(row.sizeLimit >> 20) MB"))\n"
    }
    page += ".P\nExport formats: \(ExchangeFormat.all.map(\.name).joined(separator: ", ")).\n"
    page += ".SH KEYS\nA number before a key repeats it. What counts on a screen is in its help, under\n.BR ? .\n"
    for group in CommandGroup.allCases {
      page += ".SS \(group.rawValue)\n"
      for command in Command.table where command.group == group {
        let keys = command.keys.map { "\\fB\(escape($0.replacing("C-", with: "Ctrl-")))\\fR" }.joined(separator: ", ")
        page += ".TP\n\(keys)\n\(escape(command.title))\n"
      }
    }
    page += rest
    return page
  }

  private static var compressions: String {
    FormatRow.table.filter { if case .unpacked = $0.use { true } else { false } }.flatMap(\.extensions).map { ".\($0)" }
      .joined(separator: ", ")
  }

  private static let rest = #"""
    .SH EXIT STATUS
    .TP
    .B 0
    done
    .TP
    .B 1
    nothing found (\fBquotes\fR)
    .TP
    .B 2
    an error, said on standard error; of several files the good ones are still printed
    .TP
    .B 130
    interrupted by Ctrl-C
    .SH FILES
    .TP
    .I $XDG_DATA_HOME/digest/
    the bookmarks, corrections and reading places, in a SQLite database (default \fI~/.local/share/digest/\fR)
    .TP
    .I PREFIX/share/digest/
    the articles and language tables that come with the program
    .SH ENVIRONMENT
    .BR NO_COLOR ,
    .BR TERM ,
    .BR PAGER ,
    .BR VISUAL ,
    .BR EDITOR ,
    .BR XDG_DATA_HOME
    are honoured.
    .SH EXAMPLES
    .nf
    digest interview.txt
    digest https://example.org/news/interview
    digest quotes \-\-speaker Brandt *.txt
    digest show \-\-summary interview.txt | mail \-s digest me
    digest analyze *.txt | jq \-r .title
    digest analyze \-\-explain interview.txt
    digest correct interview.txt \-\-quotation 4 \-\-speaker 'Hanne Lind'
    digest bookmarks export \-\-format csv \-\-output highlights.csv
    .fi
    .SH SEE ALSO
    .BR curl (1),
    .BR less (1)

    """#

  /// Words that roff leaves as they are.
  private static func escape(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    return escaped.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix(".") || $0.hasPrefix("'") ? "\\&\($0)" : String($0) }.joined(separator: "\n")
  }
}
