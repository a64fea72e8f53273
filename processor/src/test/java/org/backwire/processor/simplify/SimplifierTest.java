package org.backwire.processor.simplify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.simplify.Graph.graph;

import java.time.Duration;
import java.util.List;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.GraphText;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type.Primitive;
import org.backwire.processor.graph.Value;
import org.junit.jupiter.api.Test;

class SimplifierTest {
    @Test
    void beforeDifferentiationGatesAreKnown() {
        graph("""
                fire(double w0, double x0, double w2) {
                  p = mul w0 x0 : double
                  t = add p w2 : double
                  one = cast 1 : double
                  n = neg t : double
                  e = exp n : double
                  d = add one e : double
                  q = div one d : double
                  yield q
                }
                """).after(Simplifier::beforeDifferentiation).reads("""
                        fire(double w0, double x0, double w2) {
                          p = mul w0 x0 : double
                          t = add p w2 : double
                          one = 1.0 : double
                          n = neg t : double
                          e = exp n : double
                          d = add one e : double
                          q = div one d : double as sigmoid(t)
                          yield q
                        }
                        """).computesTheSame();
    }

    @Test
    void afterDifferentiationViewsAndWhatOnlyTheyMentionAreGone() {
        graph("f(double x) { n = neg x : double y = sin x : double as sigmoid(n) yield y }")
                .after(Simplifier::afterDifferentiation)
                .reads("f(double x) { y = sin x : double yield y }");
    }

    @Test
    void whatALoopLeavesAsItIsMayBeKnown() {
        graph("""
                f(double x) {
                  s, d, i = loop (double t = 0.0, double g = 1.0, int k = 0) while {
                    b = less k 5 : boolean
                    yield b
                  } do {
                    u = mul g x : double
                    v = add t u : double
                    k.2 = add k 1 : int
                    yield v g k.2
                  }
                  yield s
                }
                """).after(Simplifier::afterDifferentiation).reads("""
                f(double x) {
                  s, i = loop (double t = 0.0, int k = 0) while {
                    b = less k 5 : boolean
                    yield b
                  } do {
                    v = add t x : double
                    %1 = add k 1 : int
                    k.2 = add k 1 : int
                    yield v k.2
                  }
                  yield s
                }
                """).computesTheSame();
    }

    @Test
    void whatNeedsNoPassIsTheSameFunctionAfterwards() {
        Function function = GraphText.parse("""
                f(double x, double z, boolean b) {
                  y, w = if b {
                    a = sin x : double
                    yield a, x
                  } else {
                    c = cos x : double
                    yield c, z
                  } : double, double
                  s = add y w : double
                  yield s
                }
                """);
        assertThat(CommonSubexpressions.run(function)).isSameAs(function);
        assertThat(CommonSubexpressions.forwardingStores(function)).isSameAs(function);
        assertThat(DeadCode.run(function)).isSameAs(function);
        assertThat(Folding.run(function)).isSameAs(function);
        assertThat(ForgetViews.run(function)).isSameAs(function);
        assertThat(GateRecognition.run(function)).isSameAs(function);
        assertThat(LoopInvariants.run(function)).isSameAs(function);
        assertThat(LoopSteps.run(function)).isSameAs(function);
        assertThat(LoopVariables.run(function)).isSameAs(function);
        assertThat(Polynomials.run(function)).isSameAs(function);
    }

    @Test
    void fiveThousandOpsTakeMilliseconds() {
        Function function = chain(5_000);
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            long start = System.nanoTime();
            Simplifier.afterDifferentiation(Simplifier.beforeDifferentiation(function));
            best = Math.min(best, System.nanoTime() - start);
        }
        assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(400));
    }

    private static Function chain(int length) {
        RegionBuilder region = new RegionBuilder();
        Value x = Value.named(Primitive.DOUBLE, "x");
        Value at = x;
        Gate[] gates = {Gate.ADD, Gate.MUL, Gate.SUB, Gate.DIV};
        for (int i = 0; i < length; i++) {
            at = i % 5 == 4
                    ? region.apply(Gate.NEG, Primitive.DOUBLE, at)
                    : region.apply(
                            gates[i % 4],
                            Primitive.DOUBLE,
                            at,
                            i % 3 == 0 ? region.constant(Primitive.DOUBLE, 1.0 + i) : x);
        }
        return new Function("chain", List.of(x), region.yielding(at));
    }

    @Test
    void nestingMayBeDeep() throws InterruptedException {
        Value x = Value.named(Primitive.DOUBLE, "x");
        Value c = Value.named(Primitive.BOOLEAN, "c");
        RegionBuilder inner = new RegionBuilder();
        Value value = inner.apply(Gate.ADD, Primitive.DOUBLE, x, x);
        for (int i = 0; i < 1_000; i++) {
            RegionBuilder outer = new RegionBuilder();
            Value result = Value.of(Primitive.DOUBLE);
            outer.add(new Op.If(List.of(result), c, inner.yielding(value), new RegionBuilder().yielding(x)));
            inner = outer;
            value = result;
        }
        Function function = new Function("deep", List.of(x, c), inner.yielding(value));
        Function[] results = new Function[1];
        Thread thread = new Thread(
                null,
                () -> results[0] = Simplifier.afterDifferentiation(Simplifier.beforeDifferentiation(function)),
                "deep",
                512L << 20);
        thread.start();
        thread.join();
        assertThat(results[0]).isNotNull();
    }

    @Test
    void aResultThatIsAParameterKeepsIt() {
        Function function = GraphText.parse("f(double x) { %1 = mul x 1.0 : double yield %1 }");
        Function simplified = Simplifier.beforeDifferentiation(function);
        assertThat(simplified.results()).isEqualTo(simplified.parameters());
    }
}
