package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.GraphText;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Optimizations;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReloadsTest {
    private static boolean isRepeatable(String text) {
        Function function = GraphText.parse(text);
        Reloads reloads = new Reloads(
                function,
                Definitions.of(function),
                Memory.of(function),
                Map.of(),
                op -> false,
                Set.of(),
                Optimizations.ALL);
        Op load = find(function.body(), "x");
        return load != null && reloads.isRepeatable(load);
    }

    private static @Nullable Op find(Region region, String name) {
        for (Op op : region.ops()) {
            if (op.results().stream().map(Value::name).anyMatch(name::equals)) {
                return op;
            }
            for (Region inner : op.regions()) {
                Op found = find(inner, name);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    @Test
    void whatWasWrittenBeforeIsThereStill() {
        assertThat(isRepeatable("""
                f(double[] a, double u) {
                  store a 0 u
                  x = load a 0 : double
                  y = sin x : double
                  yield y
                }""")).isTrue();
    }

    @Test
    void whatIsWrittenBetweenIsNot() {
        assertThat(isRepeatable("""
                f(double[] a, double u) {
                  x = load a 0 : double
                  store a 0 u
                  y = sin x : double
                  yield y
                }""")).isFalse();
    }

    @Test
    void aLaterIterationWrites() {
        assertThat(isRepeatable("""
                f(double[] a, double u, int n) {
                  s, i = loop (double s = 0.0, int i = 0) while { c = less i n : boolean yield c } do {
                    store a i u
                    x = load a 0 : double
                    t = add s x : double
                    j = add i 1 : int
                    yield t j
                  }
                  y = mul s s : double
                  yield y
                }""")).isTrue(); // used in its own iteration only
        assertThat(isRepeatable("""
                f(double[] a, double u, int n) {
                  z, i = loop (double z = 0.0, int i = 0) while { c = less i n : boolean yield c } do {
                    store a i u
                    x = load a 0 : double
                    j = add i 1 : int
                    yield x j
                  }
                  k = loop (int k = 0) while { d = less k n : boolean yield d } do {
                    v = sin x : double
                    l = add k 1 : int
                    yield l
                  }
                  yield z
                }""")).isFalse(); // as backward uses it
    }

    @Test
    void aRowOfAMatrixFromOutsideIsTheSameInEveryIteration() {
        assertThat(isRepeatable("""
                f(double u, int n) {
                  m = newArray n n : double[][]
                  i = loop (int i = 0) while { c = less i n : boolean yield c } do {
                    row = load m 0 : double[]
                    x = load row 0 : double
                    store row 0 u
                    j = add i 1 : int
                    yield j
                  }
                  k = loop (int k = 0) while { d = less k n : boolean yield d } do {
                    v = sin x : double
                    l = add k 1 : int
                    yield l
                  }
                  yield u
                }""")).isFalse();
    }

    @Test
    void anArrayOfAnIterationIsNotWrittenByOthers() {
        assertThat(isRepeatable("""
                f(double u, int n) {
                  i = loop (int i = 0) while { c = less i n : boolean yield c } do {
                    row = newArray n : double[]
                    store row 0 u
                    x = load row 0 : double
                    j = add i 1 : int
                    yield j
                  }
                  k = loop (int k = 0) while { d = less k n : boolean yield d } do {
                    v = sin x : double
                    l = add k 1 : int
                    yield l
                  }
                  yield u
                }""")).isTrue();
    }
}
