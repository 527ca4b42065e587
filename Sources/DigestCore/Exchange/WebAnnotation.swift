/// Bookmarks as JSON-LD of the W3C Web Annotation model.

/// An `AnnotationCollection` with all annotations on its first page.
enum WebAnnotation {
  static func write(_ export: Export, to out: inout [UInt8]) {
    let bookmarks = export.articles.flatMap(\.bookmarks)
    var json = JSONWriter()
    json.object { json in
      json.field("@context", "http://www.w3.org/ns/anno.jsonld")
      json.field("type", "AnnotationCollection")
      json.field("label", "Bookmarks of digest")
      json.field("total", bookmarks.count)
      json.object("first") { json in
        json.field("type", "AnnotationPage")
        json.field("startIndex", 0)
        json.array("items") { json in
          for bookmark in bookmarks { write(bookmark, to: &json) }
        }
      }
    }
    json.endLine()
    out += json.bytes
  }

  private static func write(_ bookmark: Bookmark, to json: inout JSONWriter) {
    json.object { json in
      json.field("id", "urn:digest:bookmark:\(bookmark.id)")
      json.field("type", "Annotation")
      json.field("motivation", bookmark.note.isEmpty ? "bookmarking" : "commenting")
      json.field("created", UTCTime.iso(bookmark.created))
      json.field("modified", UTCTime.iso(bookmark.modified))
      json.array("body") { json in
        if !bookmark.note.isEmpty { writeBody("commenting", bookmark.note, to: &json) }
        for tag in bookmark.tags { writeBody("tagging", tag, to: &json) }
        if let speaker = bookmark.speaker { writeBody("identifying", speaker, to: &json) }
      }
      json.object("target") { json in
        json.field("source", address(bookmark.source))
        if let title = bookmark.title { json.field("dc:title", title) }
        json.array("selector") { json in
          json.object { json in
            json.field("type", "TextQuoteSelector")
            json.field("exact", bookmark.exact)
            json.field("prefix", bookmark.prefix)
            json.field("suffix", bookmark.suffix)
          }
          json.object { json in
            json.field("type", "TextPositionSelector")
            json.field("start", bookmark.start)
            json.field("end", bookmark.end)
          }
        }
      }
    }
  }

  private static func writeBody(_ purpose: String, _ value: String, to json: inout JSONWriter) {
    json.object { json in
      json.field("type", "TextualBody")
      json.field("purpose", purpose)
      json.field("value", value)
      json.field("format", "text/plain")
    }
  }

  /// The model wants an address: a path becomes one with `file:`.
  static func address(_ source: String) -> String {
    guard source.hasPrefix("/") else { return source }
    let digits = Array("0123456789ABCDEF".utf8)
    var out = Array("file://".utf8)
    for byte in source.utf8 {
      let isPlain = (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || "/-._~".utf8.contains(byte)
      if isPlain { out.append(byte) } else { out += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
