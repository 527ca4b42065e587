/// The language of a text.

/// The language of a text as CLD2 finds it in the first 256 KB; nil where it is not sure.
public func guessLanguage(of utf8: ArraySlice<UInt8>) -> String? {
  CLD2.language(of: utf8.prefix(256 * 1024))
}
