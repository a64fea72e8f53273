package org.backwire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Copies in what is there already. */
class ShapesTest {
    static Object[] pairs() {
        return new Object[][] {
            {new double[] {1, 2}, new double[] {3, 4}},
            {new float[] {1, 2}, new float[] {3, 4}},
            {new int[] {1, 2}, new int[] {3, 4}},
            {new long[] {1, 2}, new long[] {3, 4}},
            {new boolean[] {true, false}, new boolean[] {false, true}},
            {new byte[] {1, 2}, new byte[] {3, 4}},
            {new short[] {1, 2}, new short[] {3, 4}},
            {new char[] {'a', 'b'}, new char[] {'c', 'd'}},
            {new String[] {"a", "b"}, new String[] {"c", null}},
            {new double[][] {{1, 2}, {3}}, new double[][] {{4, 5}, {6}}},
            {new float[][][] {{{1}, {2, 3}}}, new float[][][] {{{4}, {5, 6}}}},
            {new boolean[][] {{true}, {false}}, new boolean[][] {{false}, {true}}},
        };
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void ofTheSameShape(Object kept, Object array) {
        Object copy = Shapes.copyTo(kept, array);
        assertThat(copy).isSameAs(kept).isEqualTo(array).isNotSameAs(array);
    }

    @Test
    void rowsAreKeptOnTheirOwn() {
        double[][] kept = {{1, 2}, {3}, null, {5}};
        double[] first = kept[0];
        double[][] array = {{7, 8}, {9, 10}, {11}, null};
        double[][] copy = Shapes.copyTo(kept, array);
        assertThat(copy).isSameAs(kept).isDeepEqualTo(array);
        assertThat(copy[0]).isSameAs(first);
        assertThat(copy[1]).isNotSameAs(array[1]);
        assertThat(copy[2]).isNotSameAs(array[2]);
    }

    @Test
    void ofAnotherShapeOrType() {
        assertThat(Shapes.copyTo(null, new int[] {1})).containsExactly(1);
        assertThat(Shapes.copyTo(new int[] {1}, new int[] {1, 2})).containsExactly(1, 2);
        assertThat(Shapes.copyTo(new Object[] {new int[] {1}}, new Object[] {new double[] {2}}))
                .isEqualTo(new Object[] {new double[] {2}});
        assertThat(Shapes.<Object[]>copyTo(new String[] {"a"}, new Object[] {3}))
                .containsExactly(3);
    }
}
