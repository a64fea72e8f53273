package org.backwire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StreamSumTest {
    @Test
    void everyElementCountsOnce() {
        double[] values = {1, 1e100, 1, -1e100, 0.1};
        StreamSum.Gradient gradient = StreamSum.gradient(values);
        assertThat(gradient.value()).isEqualTo(Arrays.stream(values).sum()).isEqualTo(StreamSum.sum(values));
        assertThat(gradient.dvalues()).containsExactly(1, 1, 1, 1, 1);
    }
}
