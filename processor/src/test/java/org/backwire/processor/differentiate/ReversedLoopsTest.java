package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.differentiate.Derived.derived;

import org.junit.jupiter.api.Test;

class ReversedLoopsTest {
    private static String counted(String body) {
        return """
                f(double x, int n) {
                  s, i = loop (double s = x, int i = 0) while { c = less i n : boolean yield c } do {
                    %s
                    j = add i 1 : int
                    yield t j
                  }
                  yield s
                }""".formatted(body);
    }

    @Test
    void aSumRecordsNothing() {
        derived(counted("t = add s x : double")).records(); // no tape
        derived(counted("t = sub x s : double")).records();
        derived(counted("p = mul 0.5 s : double t = add p x : double")).records();
    }

    @Test
    void aDotProductRecordsNothing() {
        Derived dot = derived("""
                f(double[] a, double[] b) {
                  n = length a : int
                  s, i = loop (double s = 0.0, int i = 0) while { c = less i n : boolean yield c } do {
                    u = load a i : double
                    v = load b i : double
                    p = mul u v : double
                    t = add s p : double
                    j = add i 1 : int
                    yield t j
                  }
                  yield s
                }""");
        dot.records();
        dot.reads("""
                f(double[] a, double[] b, double dvalue, double[] da, double[] db) {
                  n = length a : int
                  s.2, i.2 = loop (double s = 0.0, int i = 0) while { c = less i n : boolean yield c } do {
                    u = load a i : double
                    v = load b i : double
                    p = mul u v : double
                    t = add s p : double
                    j = add i 1 : int
                    du = mul v dvalue : double
                    dv = mul u dvalue : double
                    %1 = load db i : double
                    %2 = add %1 dv : double
                    store db i %2
                    %3 = load da i : double
                    %4 = add %3 du : double
                    store da i %4
                    yield t j
                  }
                  %5 = sub n 1 : int
                  yield s.2
                }""");
    }

    @Test
    void aChainOfSinesRecordsOneNumberAnIteration() {
        Derived chain = derived(counted("t = sin s : double"));
        chain.records("sTape");
        assertThat(chain.count("store")).isEqualTo(1);
    }

    @Test
    void aChainOfExponentialsRecordsTheValueItself() {
        derived(counted("t = exp s : double")).records("tTape");
        derived(counted("t = sqrt s : double")).records("tTape");
    }

    @Test
    void aProductRecordsOneFactor() {
        derived(counted("t = mul s x : double")).records("sTape");
    }

    @Test
    void valuesOfABranchInALoop() {
        Derived branch = derived(counted("b = less s 1.0 : boolean"
                + " t = if b { e = exp s : double yield e } else { q = mul s x : double yield q } : double"));
        assertThat(branch.count("store")).isLessThanOrEqualTo(2);
    }

    @Test
    void countingDownIsReversedByCountingUp() {
        Derived down = derived("""
                f(double x, int n) {
                  s, i = loop (double s = x, int i = n) while { c = greater i 0 : boolean yield c } do {
                    t = sin s : double
                    j = sub i 1 : int
                    yield t j
                  }
                  yield s
                }""");
        down.records("sTape");
        assertThat(down.count("lessOrEqual")).isEqualTo(1);
        assertThat(down.text()).doesNotContain("Tape.room");
    }

    @Test
    void anUncountedLoopCountsItsTripsAndGrowsItsTape() {
        derived("""
                f(double x) {
                  s = loop (double s = x) while { c = less s 1.0 : boolean yield c } do {
                    t = exp s : double
                    yield t
                  }
                  yield s
                }""").reads("""
                f(double x, double dvalue) {
                  tTape = newTape 16 : double[]
                  s.2, trips.3, tTape.4 = loop (double s = x, int trips = 0, double[] tTape.2 = tTape) while {
                    c = less s 1.0 : boolean
                    yield c
                  } do {
                    tTape.3 = call org.backwire.Tape.room(tTape.2, trips) : double[]
                    t = exp s : double
                    store tTape.3 trips t
                    trips.2 = add trips 1 : int
                    yield t trips.2 tTape.3
                  }
                  %1 = sub trips.3 1 : int
                  ds.3, trip.3 = loop (double ds = dvalue, int trip = %1) while {
                    %2 = greaterOrEqual trip 0 : boolean
                    yield %2
                  } do {
                    %3 = load tTape.4 trip : double
                    ds.2 = strongMul ds %3 : double
                    trip.2 = sub trip 1 : int
                    yield ds.2 trip.2
                  }
                  yield s.2 ds.3
                }""");
    }

    @Test
    void aBoundThatTheLoopMovesIsNotCounted() {
        Derived moving = derived("""
                f(double x, int n) {
                  s, i, m = loop (double s = x, int i = 0, int m = n) while { c = less i m : boolean yield c } do {
                    t = sin s : double
                    j = add i 1 : int
                    k = sub m 1 : int
                    yield t j k
                  }
                  yield s
                }""");
        assertThat(moving.text()).contains("Tape.room");
    }

    @Test
    void aLoopThatDoesNotMatterIsNotReversed() {
        derived("""
                f(double x, int n) {
                  k, i = loop (int k = 0, int i = 0) while { c = less i n : boolean yield c } do {
                    t = add k i : int
                    j = add i 1 : int
                    yield t j
                  }
                  w = cast k : double
                  y = mul w x : double
                  yield y
                }""").reads("""
                f(double x, int n, double dvalue) {
                  k.2, i.2 = loop (int k = 0, int i = 0) while { c = less i n : boolean yield c } do {
                    t = add k i : int
                    j = add i 1 : int
                    yield t j
                  }
                  w = cast k.2 : double
                  y = mul w x : double
                  dx = mul w dvalue : double
                  yield y dx
                }""");
    }
}
