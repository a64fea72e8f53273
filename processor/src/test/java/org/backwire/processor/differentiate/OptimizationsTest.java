package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.differentiate.Derived.derived;

import java.util.Set;
import org.backwire.processor.graph.Optimization;
import org.backwire.processor.graph.Optimizations;
import org.backwire.processor.graph.TapePolicy;
import org.junit.jupiter.api.Test;

/** What reverse mode makes of a function where it is told how. */
class OptimizationsTest {
    private static final String STEPS = """
            f(double x, int n) {
              s, i, k = loop (double s = x, int i = 0, int k = 9) while { c = less i n : boolean yield c } do {
                p = mul s s : double
                q = exp p : double
                r = cast k : double
                t = mul q r : double
                j = add i 1 : int
                l = sub k 3 : int
                yield t j l
              }
              yield s
            }""";

    private static final String SUM = """
            f(double[] a) {
              n = length a : int
              s, i = loop (double s = 0.0, int i = 0) while { c = less i n : boolean yield c } do {
                u = load a i : double
                v = sin u : double
                t = add s v : double
                j = add i 1 : int
                yield t j
              }
              yield s
            }""";

    private static Optimizations with(TapePolicy tape) {
        return new Optimizations(Set.of(), tape);
    }

    private static Optimizations without(Optimization... optimizations) {
        return new Optimizations(Set.of(optimizations), TapePolicy.MINIMUM_CUT);
    }

    @Test
    void aPlanRecordsWhatItIsNamedFor() {
        derived(STEPS).records("sTape", "qTape");
        derived(STEPS, with(TapePolicy.RECOMPUTE)).records("sTape");
        derived(STEPS, with(TapePolicy.RECORD)).records("sTape", "qTape", "rTape");
    }

    @Test
    void recomputingCallsTheFunctionAgain() {
        assertThat(derived(STEPS, with(TapePolicy.RECOMPUTE)).count("exp")).isEqualTo(2);
        assertThat(derived(STEPS, with(TapePolicy.RECORD)).count("exp")).isEqualTo(1);
    }

    @Test
    void withoutInductionsTheSecondCounterIsRecorded() {
        derived(STEPS, without(Optimization.INDUCTIONS)).records("sTape", "qTape", "kTape");
    }

    @Test
    void withoutEarlyAdjointThereIsABackwardLoop() {
        assertThat(derived(SUM).count("loop")).isEqualTo(1);
        assertThat(derived(SUM, without(Optimization.EARLY_ADJOINT)).count("loop"))
                .isEqualTo(2);
    }

    @Test
    void withoutReloadsElementsAreRecorded() {
        derived(SUM, without(Optimization.EARLY_ADJOINT)).records();
        derived(SUM, without(Optimization.EARLY_ADJOINT, Optimization.RELOADS)).records("uTape");
    }

    @Test
    void withoutAscendingLoopsTheWayBackBeginsAtTheEnd() {
        assertThat(derived(SUM, without(Optimization.EARLY_ADJOINT)).count("greaterOrEqual"))
                .isZero();
        assertThat(derived(SUM, without(Optimization.EARLY_ADJOINT, Optimization.ASCENDING_LOOPS))
                        .count("greaterOrEqual"))
                .isEqualTo(1);
    }
}
