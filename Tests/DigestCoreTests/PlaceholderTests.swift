/// Replaced by the first real test of this target.
import Testing

@Test func placeholder() { #expect(1 + 1 == 2) }
