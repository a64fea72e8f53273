package org.backwire.processor.differentiate;

import static org.backwire.processor.differentiate.Derived.derived;

import org.junit.jupiter.api.Test;

class ReverseTest {
    @Test
    void contributionsOfAllUsesAreAdded() {
        derived("f(double x, double z) { p = mul x z : double s = add p x : double yield s }")
                .reads("""
                f(double x, double z, double dvalue) {
                  p = mul x z : double
                  s = add p x : double
                  %1 = mul z dvalue : double
                  dx = add dvalue %1 : double
                  dz = mul x dvalue : double
                  yield s dx dz
                }""");
    }

    @Test
    void aSquareHasOneSlope() {
        derived("f(double x) { y = mul x x : double yield y }").reads("""
                f(double x, double dvalue) {
                  y = mul x x : double
                  %1 = mul 2.0 x : double
                  dx = mul %1 dvalue : double
                  yield y dx
                }""");
    }

    @Test
    void negativeFlowsAreSubtracted() {
        derived("f(double x, double z) { d = sub x z : double y = sub d z : double yield y }")
                .reads("""
                f(double x, double z, double dvalue) {
                  d = sub x z : double
                  y = sub d z : double
                  dz = neg dvalue : double
                  dz.2 = sub dz dvalue : double
                  yield y dvalue dz.2
                }""");
    }

    @Test
    void whatDoesNotMatterHasAGradientOfZero() {
        derived("f(double x, double z) { u = sin z : double y = exp x : double yield y }")
                .reads("""
                f(double x, double z, double dvalue) {
                  u = sin z : double
                  y = exp x : double
                  dx = strongMul dvalue y : double
                  yield y dx 0.0
                }""");
    }

    @Test
    void aBranchReplaysItsCondition() {
        derived("""
                f(double x, double z) {
                  c = less x z : boolean
                  y = if c { yield x } else { t = mul x z : double yield t } : double
                  yield y
                }""").reads("""
                f(double x, double z, double dvalue) {
                  c = less x z : boolean
                  y = if c { yield x } else { t = mul x z : double yield t } : double
                  dx.2, dz.2 = if c { yield dvalue 0.0 } else {
                    dx = mul z dvalue : double
                    dz = mul x dvalue : double
                    yield dx dz
                  } : double, double
                  yield y dx.2 dz.2
                }""");
    }

    @Test
    void aSideThatThrowsWasNotTaken() {
        derived("""
                f(double x) {
                  c = less x 0.0 : boolean
                  y = if c { %1 = new IllegalArgumentException() : IllegalArgumentException throw %1 } else {
                    t = sqrt x : double
                    yield t
                  } : double
                  yield y
                }""").reads("""
                f(double x, double dvalue) {
                  c = less x 0.0 : boolean
                  y = if c { %1 = new IllegalArgumentException() : IllegalArgumentException throw %1 } else {
                    t = sqrt x : double
                    yield t
                  } : double
                  %2 = mul 2.0 y : double
                  %3 = add %2 0.0 : double
                  dx = strongDiv dvalue %3 : double
                  yield y dx
                }""");
    }

    @Test
    void valuesOfABranchAreBroughtOutIfTheyAreDear() {
        derived("""
                f(double x) {
                  c = less x 0.0 : boolean
                  y = if c { yield x } else {
                    e = exp x : double
                    s = sin e : double
                    yield s
                  } : double
                  yield y
                }""").reads("""
                f(double x, double dvalue) {
                  c = less x 0.0 : boolean
                  y, e.2 = if c { yield x 0.0 } else {
                    e = exp x : double
                    s = sin e : double
                    yield s e
                  } : double, double
                  dx.2 = if c { yield dvalue } else {
                    %1 = cos e.2 : double
                    de = mul %1 dvalue : double
                    dx = strongMul de e.2 : double
                    yield dx
                  } : double
                  yield y dx.2
                }""");
    }

    @Test
    void aStoreEndsTheLifeOfTheOldElement() {
        derived("""
                f(double[] a) {
                  u = load a 0 : double
                  v = mul u u : double
                  store a 1 v
                  w = load a 1 : double
                  yield w
                }""").reads("""
                f(double[] a, double dvalue, double[] da) {
                  a.2 = deepCopy a : double[]
                  u = load a.2 0 : double
                  v = mul u u : double
                  store a.2 1 v
                  w = load a.2 1 : double
                  %1 = load da 1 : double
                  %2 = add %1 dvalue : double
                  store da 1 %2
                  dv = load da 1 : double
                  store da 1 0.0
                  %3 = mul 2.0 u : double
                  du = mul %3 dv : double
                  %4 = load da 0 : double
                  %5 = add %4 du : double
                  store da 0 %5
                  yield w
                }""");
    }
}
