package org.backwire.processor.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "f(double[] a) { yield 1.0 }",
                "f(int n) { a = newArray n : double[] yield 1.0 }",
                "f(boolean b) { x = if b { a = newArray 3 : double[] yield 1.0 } else { yield 2.0 } : double yield x }"
            })
    void hasArraysWhereverTheyAre(String text) {
        assertThat(GraphText.parse(text).hasArrays()).isTrue();
    }

    @Test
    void hasNone() {
        assertThat(GraphText.parse(
                                "f(double x, boolean b) { y = if b { yield x } else { yield 2.0 } : double yield y }")
                        .hasArrays())
                .isFalse();
    }

    @Test
    void hasOpsOfAKindInside() {
        Region body = GraphText.parse(
                        "f(double x, boolean b) { y = if b { s = sin x : double yield s } else { yield x } : double yield y }")
                .body();
        assertThat(body.has(Op.If.class)).isTrue();
        assertThat(body.has(Op.Apply.class)).isTrue();
        assertThat(body.has(Op.Loop.class)).isFalse();
    }

    @Test
    void isItselfWithWhatItHas() {
        Function function = GraphText.parse("f(double x) { s = sin x : double c = cos x : double yield s }");
        Region body = function.body();
        assertThat(function.with(body.with(List.copyOf(body.ops()), body.yields())))
                .isSameAs(function);
        Function other = function.with(body.with(body.ops().subList(0, 1), body.yields()));
        assertThat(GraphText.of(other))
                .isEqualTo(GraphText.of(GraphText.parse("f(double x) { s = sin x : double yield s }")));
    }

    @Test
    void anOpIsItselfWithWhatItHas() {
        for (Op op : GraphText.parse("""
                f(double x, boolean b) {
                  one = 1.0 : double
                  s = add x one : double as sigmoid(x)
                  y = if b { yield s } else { yield x } : double
                  yield y
                }
                """).body().ops()) {
            assertThat(op.rebuild(op.results(), v -> v, r -> r)).isSameAs(op);
            Value other = op.results().get(0).fresh();
            assertThat(op.rebuild(List.of(other), v -> v, r -> r).results()).containsExactly(other);
        }
    }
}
