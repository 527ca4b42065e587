/// What went wrong, told to a person: who, what is wrong, what to do.

/// An error in the form `digest: NAME: what is wrong; what to do`.
///
/// It holds no text of an article beyond the name of its source, so that a message can be
/// kept in a log. `description` is lower case, without a full stop.
public struct DigestError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The file, address or part of the program that the error is about; nil where none is.
  public let subject: String?
  /// What is wrong, as a clause.
  public let problem: String
  /// What the reader can do, as a clause; nil where nothing can be done.
  public let remedy: String?

  public init(_ subject: String?, _ problem: String, remedy: String? = nil) {
    self.subject = subject
    self.problem = problem
    self.remedy = remedy
  }

  /// The message without the program's name: `NAME: what is wrong; what to do`.
  public var description: String {
    let what = remedy.map { "\(problem); \($0)" } ?? problem
    return subject.map { "\($0): \(what)" } ?? what
  }
}
