package org.backwire.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.backwire.sample.CircuitTable.Line;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CircuitTableTest {
    static List<Line> lines() {
        return CircuitTable.lines();
    }

    @ParameterizedTest
    @MethodSource("lines")
    void whatIsComputedIsWhatTheLectureComputesByHand(Line line) {
        assertThat(line.computed()).isEqualTo(line.expected());
    }

    @Test
    void aGateAddsUpUntilItIsCleared() {
        CircuitsMulGrad gate = new CircuitsMulGrad();
        gate.forward(2, 3);
        gate.backward(5);
        gate.forward(4, 7);
        gate.backward(1);
        assertThat(gate.dx()).isEqualTo(5 * 3 + 7);
        assertThat(gate.dy()).isEqualTo(5 * 2 + 4);
        gate.clear();
        assertThat(gate.dx()).isZero();
        assertThat(gate.dy()).isZero();
    }
}
