package org.backwire.processor.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GraphTextTest {
    private static void isPrintedAsRead(String text) {
        assertThat(GraphText.withOrigins(GraphText.parse(text))).isEqualTo(text);
    }

    @Test
    void branchesAndLoops() {
        isPrintedAsRead("""
                fire(double x, double[] w) {
                  n = length w : int
                  sum.3, i.3 = loop (double sum = 0.0, int i = 0) while {
                    %1 = less i n : boolean
                    yield %1
                  } do {
                    %2 = load w i : double
                    sum.2 = add sum %2 : double
                    i.2 = add i 1 : int
                    yield sum.2 i.2
                  }
                  c = less sum.3 x : boolean
                  y, z = if c { yield x 1.0 } else {
                    t = exp@StrictMath.exp sum.3 : double from "exp(sum)"
                    yield t -0.0
                  } : double, double
                  q = div y z : double as sigmoid(x, z)
                  yield q
                }
                """);
    }

    @Test
    void foreignCodeAndEffects() {
        isPrintedAsRead("""
                f(double x, java.util.List<? extends Double> list, double[][] a) {
                  size = call java.util.List.size() on list : int
                  now = call System.nanoTime() : long
                  random = new java.util.Random(now) : java.util.Random
                  rate = field .Neuron.rate : double from "rate"
                  e = 2.5 @Math.E : double
                  none = null : String
                  text = concat "a\\"b" 'c' none : String
                  b = cloneArray a : double[][]
                  row = load b 0 : double[]
                  store row 1 2.0
                  fill row 0 2 NaN
                  copyRange row 0 row 1 1
                  big = greater x 1.0E10 : boolean
                  assert { yield big } message { yield text }
                  if big {
                    %1 = new IllegalStateException(text) : IllegalStateException
                    throw %1
                  } else { }
                  v, dx = gradient a.Outer.fire(x, 2) by a.OuterFireGrad(x*, n) : double, double
                  u = call a.Outer.fire(x, 2) by a.OuterFireGrad(x*, n) : double
                  %2 = strongMul u v : double
                  %3 = shr size 1 : int
                  %4 = cast %3 : double
                  %5 = sin@none %4 : double
                  yield %2 %5 dx
                }
                """);
    }

    @Test
    void labelsOfAClosedRegionMayBeUsedAgain() {
        Function function = GraphText.parse(
                "f(boolean c, double x) { r = if c { t = sin x : double yield t } else { t = cos x : double yield t } : double yield r }");
        assertThat(Interpreter.run(function, false, 0.0)).containsExactly(1.0);
    }

    @Test
    void mistakesAreToldWhereTheyStand() {
        assertThatThrownBy(() -> GraphText.parse("f(double x) { y = sine x : double yield y }"))
                .hasMessageContaining("no gate is called sine");
        assertThatThrownBy(() -> GraphText.parse("f(double x) { y = sin z : double yield y }"))
                .hasMessageContaining("z is not defined");
    }
}
