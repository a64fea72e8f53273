package org.backwire.processor.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElementsTest {
    @ParameterizedTest
    @CsvSource({
        "x, i, 1, xi",
        "dx, i, 1, dxi",
        "m, i, 2, mi",
        "weights, j, 1, weight",
        "dcameras, best, 2, dcamera",
        "mu, c, 2, row",
        "mass, j, 1, element",
        "bus, j, 1, element",
        "ds, i, 1, dsi",
        "das, i, 1, element",
        "x, winner, 1, element",
        "x, , 1, element",
        ", i, 1, element",
        ", i, 2, row"
    })
    void isCalledAsByHand(String array, String index, int rank, String noun) {
        Type type = Type.Primitive.DOUBLE;
        for (int i = 1; i < rank; i++) {
            type = new Type.Array(type);
        }
        Value of = new Value(new Type.Array(type), array, null, null);
        Value at = new Value(Type.Primitive.INT, index, null, null);
        assertThat(Elements.nounOf(new Op.Load(Value.of(type), of, at))).isEqualTo(noun);
    }
}
