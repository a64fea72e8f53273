package org.backwire.processor.simplify;

import static org.backwire.processor.simplify.Graph.graph;

import org.junit.jupiter.api.Test;

class CommonSubexpressionsTest {
    @Test
    void equalGatesAreAppliedOnce() {
        graph("f(double x) { a = exp x : double b = exp x : double c = add a b : double yield c }")
                .after(CommonSubexpressions::run)
                .reads("f(double x) { a = exp x : double c = add a a : double yield c }")
                .computesTheSame();
    }

    @Test
    void theSurvivorTakesTheUsersName() {
        graph("f(double x) { %1 = sin x : double s = sin x : double p = mul %1 s : double yield p }")
                .after(CommonSubexpressions::run)
                .reads("f(double x) { s = sin x : double p = mul s s : double yield p }")
                .computesTheSame();
    }

    @Test
    void theUsersLineDoesNotTakeTheNameOfADerivative() {
        graph("f(double x) { %1 = sin x : double from \"sin(x)\" dx = sin x : double p = mul %1 dx : double yield p }")
                .after(CommonSubexpressions::run)
                .reads("f(double x) { %1 = sin x : double p = mul %1 %1 : double yield p }");
    }

    @Test
    void equalConstantsAreEqualOperands() {
        graph("f(double x) { a = mul 2.0 x : double b = mul 2.0 x : double c = add a b : double yield c }")
                .after(CommonSubexpressions::run)
                .reads("f(double x) { a = mul 2.0 x : double c = add a a : double yield c }")
                .computesTheSame();
    }

    @Test
    void equalChoicesAreMadeOnce() {
        graph("""
                f(boolean b, double x, double y) {
                  %1 = if b { p = mul x 2.0 : double q = add p y : double yield q } else { yield 0.0 } : double
                  %2 = if b { p = mul x 2.0 : double q = add p y : double yield q } else { yield 0.0 } : double
                  z = sub %1 %2 : double
                  yield z
                }
                """).after(CommonSubexpressions::run).reads("""
                f(boolean b, double x, double y) {
                  %1 = if b { p = mul x 2.0 : double q = add p y : double yield q } else { yield 0.0 } : double
                  z = sub %1 %1 : double
                  yield z
                }
                """).computesTheSame();
    }

    @Test
    void choicesDifferByWhatTheirSidesDo() {
        graph("""
                f(boolean b, double x, double y) {
                  %1 = if b { p = mul x 2.0 : double q = add p y : double yield q } else { yield 0.0 } : double
                  %2 = if b { p = mul x 2.0 : double q = add p y : double yield p } else { yield 0.0 } : double
                  %3 = if b { p = mul x 2.0 : double q = add p x : double yield q } else { yield 0.0 } : double
                  %4 = if b { p = mul x 2.0 : double q = add p y : double yield q } else { yield -0.0 } : double
                  %5 = if b { p = mul x 3.0 : double q = add p y : double yield q } else { yield 0.0 } : double
                  yield %1 %2 %3 %4 %5
                }
                """).after(CommonSubexpressions::run).stays();
    }

    @Test
    void zerosOfDifferentSignDiffer() {
        graph("f(double x) { a = div x 0.0 : double b = div x -0.0 : double yield a b }")
                .after(CommonSubexpressions::run)
                .stays();
    }

    @Test
    void typesMethodsAndOrderMatter() {
        graph("""
                f(double x, double y, int i) {
                  a = sin x : double
                  b = sin@StrictMath.sin x : double
                  c = sub x y : double
                  d = sub y x : double
                  e = cast i : double
                  g = cast i : float
                  yield a b c d e g
                }
                """).after(CommonSubexpressions::run).stays();
    }

    @Test
    void aRegionSeesThoseAround() {
        graph("""
                f(double x, boolean c) {
                  a = sin x : double
                  r = if c { b = sin x : double yield b } else { yield 0.0 } : double
                  yield r a
                }
                """)
                .after(CommonSubexpressions::run)
                .reads(
                        "f(double x, boolean c) { a = sin x : double r = if c { yield a } else { yield 0.0 } : double yield r a }")
                .computesTheSame();
    }

    @Test
    void siblingsDoNotSeeEachOther() {
        graph("""
                f(double x, boolean c) {
                  r = if c { a = sin x : double yield a } else { b = sin x : double yield b } : double
                  d = sin x : double
                  yield r d
                }
                """).after(CommonSubexpressions::run).stays();
    }

    @Test
    void anElementIsReadOnceUntilSomethingIsWritten() {
        graph("""
                f(double[] a, double x) {
                  u = load a 0 : double
                  v = load a 0 : double
                  store a 1 x
                  w = load a 0 : double
                  n = length a : int
                  m = length a : int
                  yield u v w n m
                }
                """).after(CommonSubexpressions::run).reads("""
                        f(double[] a, double x) {
                          u = load a 0 : double
                          store a 1 x
                          w = load a 0 : double
                          n = length a : int
                          yield u u w n n
                        }
                        """).computesTheSame();
    }

    @Test
    void aWriteInsideIsSeenOutside() {
        graph("""
                f(double[] a, boolean c) {
                  u = load a 0 : double
                  if c { store a 0 7.0 } else { }
                  v = load a 0 : double
                  yield u v
                }
                """).after(CommonSubexpressions::run).stays().computesTheSame();
    }

    @Test
    void anElementReadBeforeALoopThatWritesIsReadAgain() {
        graph("""
                f(double[] a) {
                  u = load a 0 : double
                  s, j = loop (double s = u, int i = 0) while { c = less i 3 : boolean yield c } do {
                    v = load a 0 : double
                    t = add s v : double
                    store a 0 t
                    k = add i 1 : int
                    yield t k
                  }
                  yield s
                }
                """).after(CommonSubexpressions::run).stays().computesTheSame();
    }

    @Test
    void aViewStaysWithItsValue() {
        graph("f(double x) { a = sin x : double n = neg x : double b = sin x : double as sigmoid(n) yield a b }")
                .after(CommonSubexpressions::run)
                .stays();
    }

    @Test
    void whatWasJustSetIsNotReadAgain() {
        graph("f(double[] a, int i, double x) { store a i x y = load a i : double z = mul y y : double yield z }")
                .after(CommonSubexpressions::forwardingStores)
                .reads("f(double[] a, int i, double x) { store a i x z = mul x x : double yield z }");
        graph("f(double x) { a = arrayOf x x : double[] y = load a 1 : double z = mul y y : double yield z }")
                .after(CommonSubexpressions::forwardingStores)
                .reads("f(double x) { a = arrayOf x x : double[] z = mul x x : double yield z }");
    }

    @Test
    void whatMayHaveBeenSetSinceIsReadAgain() {
        graph("""
                f(double[] a, double[] b, int i, int j, double x) {
                  store a i x
                  store b j 2.0
                  y = load a i : double
                  yield y
                }""").after(CommonSubexpressions::forwardingStores).stays();
        graph("f(double[] a, int i, int j, double x) { store a i x y = load a j : double yield y }")
                .after(CommonSubexpressions::forwardingStores)
                .stays();
        graph("""
                f(double[] a, int i, int n, double x) {
                  store a i x
                  s, k = loop (double s = 0.0, int k = 0) while { c = less k n : boolean yield c } do {
                    y = load a i : double
                    t = add s y : double
                    store a i t
                    j = add k 1 : int
                    yield t j
                  }
                  yield s
                }""").after(CommonSubexpressions::forwardingStores).stays();
    }

    @Test
    void elementsOfOtherTypesAreNotWritten() {
        graph("""
                f(double[] x, int[] n, double[][] m, float[] y) {
                  i = load n 0 : int
                  row = load m i : double[]
                  store x i 1.0
                  j = load n 0 : int
                  again = load m j : double[]
                  a = load row j : double
                  store again i 2.0
                  k = load n 0 : int
                  b = load row k : double
                  yield a b
                }""").after(CommonSubexpressions::run).reads("""
                f(double[] x, int[] n, double[][] m, float[] y) {
                  i = load n 0 : int
                  row = load m i : double[]
                  store x i 1.0
                  a = load row i : double
                  store row i 2.0
                  b = load row i : double
                  yield a b
                }""");
    }

    @Test
    void loopsWriteWhatTheyWrite() {
        graph("""
                f(double[] x, int[] n) {
                  i = load n 0 : int
                  a = load x 0 : double
                  e = loop (int k = 0) while { t = less k 3 : boolean yield t } do {
                    j = load n 0 : int
                    store x j 1.0
                    l = load n 0 : int
                    store x l 1.0
                    next = add k 1 : int
                    yield next
                  }
                  m = load n 0 : int
                  b = load x m : double
                  yield a b
                }""").after(CommonSubexpressions::run).reads("""
                f(double[] x, int[] n) {
                  i = load n 0 : int
                  a = load x 0 : double
                  e = loop (int k = 0) while { t = less k 3 : boolean yield t } do {
                    j = load n 0 : int
                    store x j 1.0
                    store x j 1.0
                    next = add k 1 : int
                    yield next
                  }
                  b = load x i : double
                  yield a b
                }""");
    }
}
