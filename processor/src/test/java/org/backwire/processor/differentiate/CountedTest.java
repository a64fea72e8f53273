package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;

import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.GraphText;
import org.backwire.processor.graph.Op;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountedTest {
    @ParameterizedTest
    @CsvSource({
        "less i n, add i 1, up to n",
        "lessOrEqual i n, add i 1, up through n",
        "greater i n, sub i 1, down to n",
        "greaterOrEqual i n, sub i 1, down through n",
        "greater n i, add i 1, up to n",
        "less i n, add i 2, no",
        "less i n, sub i 1, no",
        "less i n, mul i 1, no",
        "equal i n, add i 1, no",
        "unequal i n, add i 1, no",
    })
    void whichLoopsAreCounted(String test, String step, String expected) {
        Function function = GraphText.parse("""
                f(int n) {
                  i = loop (int i = 0) while { c = %s : boolean yield c } do { j = %s : int yield j }
                  yield i
                }""".formatted(test, step));
        Op.Loop loop = function.body().ops().stream()
                .filter(Op.Loop.class::isInstance)
                .map(Op.Loop.class::cast)
                .findFirst()
                .orElseThrow();
        Counted counted = Counted.of(loop, Definitions.of(function), Memory.of(function));
        assertThat(described(counted)).isEqualTo(expected);
    }

    private static String described(@Nullable Counted counted) {
        if (counted == null) {
            return "no";
        }
        String direction = counted.up() ? "up" : "down";
        return direction
                + (counted.inclusive() ? " through " : " to ")
                + counted.bound().name();
    }
}
