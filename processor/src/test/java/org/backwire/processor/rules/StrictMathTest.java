package org.backwire.processor.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.backwire.processor.graph.GraphText;
import org.junit.jupiter.api.Test;

class StrictMathTest {
    @Test
    void slopesComeFromTheClassTheUserChose() {
        OneGate one = OneGate.of("f(double x) { y = sin@StrictMath.sin x : double yield y }");
        assertThat(GraphText.of(one.gradient())).contains("cos@StrictMath.cos");
    }
}
