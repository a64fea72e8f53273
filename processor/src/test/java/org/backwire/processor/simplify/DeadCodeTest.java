package org.backwire.processor.simplify;

import static org.backwire.processor.simplify.Graph.graph;

import org.junit.jupiter.api.Test;

class DeadCodeTest {
    @Test
    void whatNobodyReadsGoes() {
        graph("""
                f(double x) {
                  a = sin x : double
                  b = mul a a : double
                  c = cos x : double
                  yield c
                }
                """)
                .after(DeadCode::run)
                .reads("f(double x) { c = cos x : double yield c }")
                .computesTheSame();
    }

    @Test
    void theUsersExceptionsStay() {
        graph("""
                f(double[] a, int n) {
                  u = load a 10 : double from "a[10]"
                  v = div 1 n : int from "1 / n"
                  w = length a : int from "a.length"
                  b = newArray n : double[] from "new double[n]"
                  yield 1.0
                }
                """).after(DeadCode::run).stays().computesTheSame();
    }

    @Test
    void whatDerivativesAddedMayGo() {
        graph("f(double[] a, int n) { u = load a 10 : double b = newArray n : double[] v = rem n n : int yield 1.0 }")
                .after(DeadCode::run)
                .reads("f(double[] a, int n) { yield 1.0 }");
    }

    @Test
    void divisionByANonZeroConstantCannotThrow() {
        graph("f(int n) { v = div n 2 : int from \"n / 2\" yield 1.0 }")
                .after(DeadCode::run)
                .reads("f(int n) { yield 1.0 }")
                .computesTheSame();
    }

    @Test
    void operandsOfViewsAreRead() {
        graph("f(double x) { n = neg x : double y = sin x : double as sigmoid(n) yield y }")
                .after(DeadCode::run)
                .stays();
    }

    @Test
    void resultsOfBranchesAreTrimmed() {
        graph("""
                f(double x, boolean c) {
                  a, b = if c { s = sin x : double yield s 1.0 } else { yield 2.0 x } : double, double
                  yield b
                }
                """)
                .after(DeadCode::run)
                .reads("f(double x, boolean c) { b = if c { yield 1.0 } else { yield x } : double yield b }")
                .computesTheSame();
    }

    @Test
    void branchesWithoutResultsGoUnlessTheyHaveEffects() {
        graph("""
                f(double x, boolean c, double[] a) {
                  if c { s = sin x : double } else { }
                  if c { store a 0 x } else { t = cos x : double }
                  yield x
                }
                """)
                .after(DeadCode::run)
                .reads("f(double x, boolean c, double[] a) { if c { store a 0 x } else { } yield x }")
                .computesTheSame();
    }

    @Test
    void variablesThatOnlyFeedThemselvesGo() {
        graph("""
                f(double x, int n) {
                  r, s, j = loop (double u = x, double v = x, int i = 0) while {
                    c = less i 5 : boolean
                    yield c
                  } do {
                    u.2 = sin u : double
                    v.2 = cos v : double
                    i.2 = add i 1 : int
                    yield u.2 v.2 i.2
                  }
                  yield s
                }
                """).after(DeadCode::run).reads("""
                        f(double x, int n) {
                          s, j = loop (double v = x, int i = 0) while {
                            c = less i 5 : boolean
                            yield c
                          } do {
                            v.2 = cos v : double
                            i.2 = add i 1 : int
                            yield v.2 i.2
                          }
                          yield s
                        }
                        """).computesTheSame();
    }

    @Test
    void loopsWithoutEffectsGo() {
        graph("""
                f(double x) {
                  r = loop (double u = x) while { c = less u 5.0 : boolean yield c } do { yield u }
                  yield x
                }
                """).after(DeadCode::run).reads("f(double x) { yield x }");
    }

    @Test
    void loopsWithEffectsStay() {
        graph("""
                f(double x, double[] a) {
                  j = loop (int i = 0) while { c = less i 3 : boolean yield c } do {
                    store a i x
                    i.2 = add i 1 : int
                    yield i.2
                  }
                  yield x
                }
                """).after(DeadCode::run).stays().computesTheSame();
    }

    @Test
    void whatIsWrittenToAnArrayThatNobodyReadsGoes() {
        graph("""
                f(double[] x) {
                  d = zerosLike x : double[]
                  e = zerosLike x : double[]
                  u = load d 0 : double
                  v = add u 1.0 : double
                  store d 0 v
                  w = load d 1 : double
                  store e 0 w
                  yield 1.0
                }
                """).after(DeadCode::run).reads("f(double[] x) { yield 1.0 }");
    }

    @Test
    void whatIsReadLaterStays() {
        graph("""
                f(double[] x) {
                  d = zerosLike x : double[]
                  e = zerosLike x : double[]
                  store d 0 1.0
                  w = load d 0 : double
                  store e 0 w
                  y = load e 0 : double
                  yield y
                }
                """).after(DeadCode::run).stays().computesTheSame();
    }

    @Test
    void whatIsWrittenToAnArrayWithASecondNameStays() {
        graph("f(double[] x) { d = zerosLike x : double[] store d 0 1.0 yield d }")
                .after(DeadCode::run)
                .stays();
        graph("f(double[] x, double[][] m) { d = zerosLike x : double[] store m 0 d store d 0 1.0 yield 1.0 }")
                .after(DeadCode::run)
                .stays();
        graph("""
                f(double[] x, boolean c) {
                  d = zerosLike x : double[]
                  e = if c { yield d } else { yield x } : double[]
                  store d 0 1.0
                  y = load e 0 : double
                  yield y
                }
                """).after(DeadCode::run).stays();
    }

    @Test
    void throwsAndAssertionsStay() {
        graph("""
                f(double x) {
                  c = less x 0.0 : boolean
                  if c {
                    e = new IllegalArgumentException("negative") : IllegalArgumentException
                    throw e
                  } else { }
                  assert { d = less x 2.0 : boolean yield d } message { s = concat "too large: " x : String yield s }
                  yield x
                }
                """).after(DeadCode::run).stays();
    }

    @Test
    void aTapeThatGrowsAndIsNeverReadGoes() {
        String loop = """
                f(double x, int n) {
                  t = newTape 16 : double[]
                  y, k, last = loop (double y = x, int k = 0, double[] t.2 = t) while { c = less k n : boolean yield c } do {
                    t.3 = call org.backwire.Tape.room(t.2, k) : double[]
                    store t.3 k y
                    y.2 = sin y : double
                    k.2 = add k 1 : int
                    yield y.2 k.2 t.3
                  }
                  %s
                }
                """;
        graph(loop.formatted("yield y")).after(DeadCode::run).reads("""
                f(double x, int n) {
                  y, k = loop (double y = x, int k = 0) while { c = less k n : boolean yield c } do {
                    y.2 = sin y : double
                    k.2 = add k 1 : int
                    yield y.2 k.2
                  }
                  yield y
                }
                """);
        graph(loop.formatted("u = load last 0 : double z = mul u y : double yield z"))
                .after(DeadCode::run)
                .stays();
    }

    @Test
    void aTapeOfRowsThatNobodyReadsGoes() {
        graph("""
                f(double[] a, double[] b) {
                  t = newTape 2 : double[][]
                  u = newTape 2 : double[][]
                  store t 0 a
                  store t 1 b
                  store u 0 a
                  row = load u 0 : double[]
                  x = load row 0 : double
                  yield x
                }
                """).after(DeadCode::run).reads("""
                f(double[] a, double[] b) {
                  u = newTape 2 : double[][]
                  store u 0 a
                  row = load u 0 : double[]
                  x = load row 0 : double
                  yield x
                }
                """);
    }
}
