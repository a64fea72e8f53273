package org.backwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SortingTest {
    private static final double[] SPECIAL = {Double.NaN, -0.0, 0.0, 1, 1, Double.NEGATIVE_INFINITY, Double.MAX_VALUE};

    @Test
    void isTheOrderOfArraysSort() {
        SplittableRandom random = new SplittableRandom(1);
        Workspace workspace = new Workspace();
        for (int run = 0; run < 2000; run++) {
            int length = run % 40;
            double[] numbers = random.doubles(length)
                    .map(number -> number < 0.3 ? SPECIAL[random.nextInt(SPECIAL.length)] : number)
                    .toArray();
            int from = random.nextInt(length + 1);
            int to = from + random.nextInt(length - from + 1);
            double[] sorted = numbers.clone();
            Arrays.sort(sorted, from, to);
            int[] order = Sorting.order(numbers, from, to);
            double[] moved = numbers.clone();
            for (int i = 0; i < order.length; i++) {
                moved[from + i] = numbers[order[i]];
                boolean isTie = i > 0 && Double.compare(numbers[order[i - 1]], numbers[order[i]]) == 0;
                assertThat(!isTie || order[i - 1] < order[i]).isTrue();
            }
            assertThat(moved).containsExactly(sorted);
            assertThat(workspace.rewind().order(numbers, from, to)).containsExactly(order);
        }
    }

    @Test
    void ofFloats() {
        float[] numbers = {0.5f, Float.NaN, -0.0f, 0, -3, 0.5f};
        assertThat(Sorting.order(numbers)).containsExactly(4, 2, 3, 0, 5, 1);
        assertThat(Sorting.order(numbers, 1, 4)).containsExactly(2, 3, 1);
        assertThat(new Workspace().order(numbers)).containsExactly(4, 2, 3, 0, 5, 1);
    }

    @Test
    void refusesPartsAsArraysSortDoes() {
        double[] numbers = new double[3];
        for (int[] part : new int[][] {{2, 1}, {-1, 2}, {1, 4}}) {
            Throwable javas = thrownBy(() -> Arrays.sort(numbers, part[0], part[1]));
            assertThatThrownBy(() -> Sorting.order(numbers, part[0], part[1]))
                    .isInstanceOf(javas.getClass())
                    .hasMessage(javas.getMessage());
        }
    }

    private static Throwable thrownBy(Runnable code) {
        try {
            code.run();
        } catch (RuntimeException thrown) {
            return thrown;
        }
        throw new AssertionError();
    }
}
