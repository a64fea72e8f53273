package org.backwire.processor.simplify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.simplify.Graph.graph;

import org.backwire.processor.graph.GraphText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FoldingTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    add 1 2 : int                     | 3
                    add 2147483647 1 : int            | -2147483648
                    div -7 2 : int                    | -3
                    rem -7 2 : int                    | -1
                    div -2147483648 -1 : int          | -2147483648
                    mul 3L 4L : long                  | 12L
                    shl 1 33 : int                    | 2
                    ushr -1 28 : int                  | 15
                    shr -16L 2 : long                 | -4L
                    add 0.1 0.2 : double              | 0.30000000000000004
                    add 0.1f 0.2f : float             | 0.3f
                    div 1.0 0.0 : double              | Infinity
                    rem 5.5 2.0 : double              | 1.5
                    neg 0.0 : double                  | -0.0
                    cast 3 : double                   | 3.0
                    cast 1.0E20 : int                 | 2147483647
                    cast NaN : long                   | 0L
                    cast 300 : byte                   | 44b
                    cast -1.0 : char                  | '\\uffff'
                    cast 0.1 : float                  | 0.1f
                    cast 'a' : int                    | 97
                    sqrt 2.0 : double                 | 1.4142135623730951
                    abs -3 : int                      | 3
                    max -0.0 0.0 : double             | 0.0
                    min NaN 1.0 : double              | NaN
                    floor -0.5 : double               | -1.0
                    rint 2.5 : double                 | 2.0
                    fma 2.0 3.0 4.0 : double          | 10.0
                    signum -3.0f : float              | -1.0f
                    copySign 2.0 -0.0 : double        | -2.0
                    less NaN 1.0 : boolean            | false
                    equal 0.0 -0.0 : boolean          | true
                    not true : boolean                | false
                    xor true true : boolean           | false
                    isNaN NaN : boolean               | true
                    complement 5 : int                | -6
                    """)
    void constants(String written, String folded) {
        String type = written.substring(written.indexOf(':') + 1);
        graph("f() { y = " + written + " yield y }")
                .after(Folding::run)
                .reads("f() { y = " + folded + " : " + type + " yield y }")
                .computesTheSame();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "div 1 0 : int", // throws
                "rem 1L 0L : long",
                "exp 1.0 : double", // differs between platforms
                "tanh 0.5 : double",
                "pow 2.0 2.0 : double",
                "clamp 1.0 2.0 0.0 : double", // throws
                "copySign 1.0 NaN : double", // left open by Math
                "add x 0.0 : double", // -0.0 + 0.0 is 0.0
                "sub x -0.0 : double",
                "mul x 0.0 : double",
                "sub x x : double",
                "div x x : double",
                "sub 0.0 x : double",
                "div 0.0 x : double"
            })
    void leftAlone(String written) {
        graph("f(double x) { y = " + written + " yield y }").after(Folding::run).stays();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "y = mul x 1.0 : double",
                "y = mul 1.0 x : double",
                "y = div x 1.0 : double",
                "y = sub x 0.0 : double",
                "y = add x -0.0 : double",
                "y = add -0.0 x : double",
                "n = neg x : double y = neg n : double",
                "y = cast x : double"
            })
    void theOperandItself(String written) {
        graph("f(double x) { " + written + " yield y }")
                .after(Folding::run)
                .after(DeadCode::run)
                .reads("f(double x) { yield x }")
                .computesTheSame();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mul n 1",
                "mul 1 n",
                "div n 1",
                "add n 0",
                "add 0 n",
                "sub n 0",
                "or n 0",
                "xor 0 n",
                "shl n 0",
                "ushr n 0"
            })
    void theOperandItselfAmongIntegers(String written) {
        graph("f(int n) { y = " + written + " : int yield y }")
                .after(Folding::run)
                .reads("f(int n) { yield n }")
                .computesTheSame();
    }

    @ParameterizedTest
    @ValueSource(strings = {"m = sub n 1 : int y = add m 1 : int", "m = add n -7 : int y = sub m -7 : int"})
    void whatComesRoundAgain(String written) {
        graph("f(int n) { " + written + " yield y }")
                .after(Folding::run)
                .after(DeadCode::run)
                .reads("f(int n) { yield n }")
                .computesTheSame();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m = sub x 1.0 : double y = add m 1.0 : double",
                "m = sub x n : double y = add m 3.0 : double",
            })
    void whatDoesNot(String written) {
        graph("f(double x, double n) { " + written + " yield y }")
                .after(Folding::run)
                .reads("f(double x, double n) { " + written + " yield y }");
    }

    @Test
    void conversionsThatLoseNothing() {
        graph("""
                f(int n, float x, long k, char c) {
                  a = cast n : long
                  b = cast a : double
                  d = cast x : double
                  e = cast d : float
                  g = cast k : double
                  h = cast g : long
                  p = cast n : float
                  q = cast p : double
                  r = cast c : int
                  s = cast r : byte
                  yield b e h q s
                }
                """).after(Folding::run).after(DeadCode::run).reads("""
                        f(int n, float x, long k, char c) {
                          b = cast n : double
                          g = cast k : double
                          h = cast g : long
                          p = cast n : float
                          q = cast p : double
                          s = cast c : byte
                          yield b x h q s
                        }
                        """).computesTheSame();
    }

    @Test
    void namesOfConstantsStayInWhatTheUserWrote() {
        graph("""
                f(double x) {
                  pi = 3.14 @Math.PI : double
                  a = mul 2.0 pi : double from "2 * Math.PI"
                  b = mul 2.0 pi : double
                  y = add a b : double
                  yield y
                }
                """).after(Folding::run).reads("""
                        f(double x) {
                          pi = 3.14 @Math.PI : double
                          a = mul 2.0 pi : double
                          b = 6.28 : double
                          y = add a b : double
                          yield y
                        }
                        """);
    }

    @Test
    void knownConditions() {
        graph("""
                f(double x) {
                  c = less 1 2 : boolean
                  y = if c { s = sin x : double yield s } else { t = cos x : double yield t } : double
                  yield y
                }
                """)
                .after(Folding::run)
                .after(DeadCode::run)
                .reads("f(double x) { s = sin x : double yield s }")
                .computesTheSame();
    }

    @Test
    void aSideThatThrowsIsKept() {
        graph("""
                f(double x) {
                  if true { e = new IllegalStateException("no") : IllegalStateException throw e } else { }
                  yield x
                }
                """).after(Folding::run).stays();
    }

    @Test
    void whatBothSidesAgreeOn() {
        graph("""
                f(double x, boolean c) {
                  a, b, d, e, g = if c { yield x 1.0 true false x } else { yield x 1.0 false true 0.0 } : double, double, boolean, boolean, double
                  yield a b d e g
                }
                """).after(Folding::run).reads("""
                        f(double x, boolean c) {
                          b = 1.0 : double
                          e = not c : boolean
                          g = if c { yield x } else { yield 0.0 } : double
                          yield x b c e g
                        }
                        """).computesTheSame();
    }

    @Test
    void strongGatesNextToConstants() {
        graph("""
                f(double x, double z) {
                  a = strongMul 1.0 z : double
                  b = strongMul 3.0 z : double
                  c = strongMul 0.0 z : double
                  d = strongMul x 3.0 : double
                  e = strongMul x Infinity : double
                  g = strongDiv 2.0 z : double
                  h = strongDiv x 2.0 : double
                  i = strongDiv x 0.0 : double
                  j = strongDiv 0.0 z : double
                  yield a b c d e g h i j
                }
                """).after(Folding::run).reads("""
                        f(double x, double z) {
                          b = mul z 3.0 : double
                          c = 0.0 : double
                          d = mul 3.0 x : double
                          e = strongMul x Infinity : double
                          g = div 2.0 z : double
                          h = div x 2.0 : double
                          i = strongDiv x 0.0 : double
                          j = 0.0 : double
                          yield z b c d e g h i j
                        }
                        """);
    }

    @Test
    void derivativesLoseTheirDoubleNegatives() {
        graph("""
                f(double x, double z) {
                  n = neg x : double
                  m = neg z : double
                  a = add z n : double
                  b = sub z n : double
                  c = mul n m : double
                  d = mul -1.0 x : double
                  p = mul n z : double
                  e = neg p : double
                  yield a b c d e
                }
                """).after(Folding::run).after(DeadCode::run).reads("""
                        f(double x, double z) {
                          a = sub z x : double
                          b = add z x : double
                          c = mul x z : double
                          d = neg x : double
                          e = mul x z : double
                          yield a b c d e
                        }
                        """).computesTheSame();
    }

    @Test
    void aLoopWithoutRoundsIsItsTest() {
        graph("""
                f(double x, int n) {
                  s, k = loop (double s = x, int i = n) while {
                    c = less i 3 : boolean
                    on = if c { yield false } else { yield false } : boolean
                    yield on
                  } do {
                    t = mul s s : double
                    j = add i 1 : int
                    yield t j
                  }
                  d = cast k : double
                  y = mul s d : double
                  yield y
                }
                """).after(Folding::run).after(DeadCode::run).reads("""
                f(double x, int n) {
                  d = cast n : double
                  y = mul x d : double
                  yield y
                }
                """).computesTheSame();
    }

    @Test
    void theUsersNegativesStay() {
        String text = "f(double x, double z) { n = neg x : double a = add z n : double from \"z + -x\" yield a }";
        graph(text).after(Folding::run).stays();
    }

    @Test
    void nothingToDoIsNothingDone() {
        var function = GraphText.parse("f(double x) { y = sin x : double yield y }");
        assertThat(Folding.run(function)).isSameAs(function);
    }
}
