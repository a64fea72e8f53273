package org.backwire.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.backwire.sample.CircuitTable.Line;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CircuitTableTest {
    static List<Line> numbers() {
        return CircuitTable.numbers();
    }

    static List<Line> matrices() {
        return CircuitTable.matrices();
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void whatIsComputedIsWhatTheLectureComputesByHand(Line line) {
        assertThat(line.computed()).isEqualTo(line.expected());
    }

    @ParameterizedTest
    @MethodSource("matrices")
    void soItIsWithMatricesButForRounding(Line line) {
        assertThat(line.isRight()).isTrue();
        assertThat(line.computed()).isEqualTo(line.expected(), within(1e-15));
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
