/// The language of a text.

/// The language of a text as CLD2 finds it in the first 4 KB; nil where it is not sure.
///
/// 4 KB are some seven hundred words: more of them cost time before the first screen and change no answer.
public func guessLanguage(of utf8: ArraySlice<UInt8>) -> String? {
  var sample = utf8.prefix(4096)
  // Not in the middle of a scalar.
  while sample.endIndex < utf8.endIndex, !sample.isEmpty, utf8[sample.endIndex] & 0xC0 == 0x80 { sample = sample.dropLast() }
  return CLD2.language(of: sample)
}
