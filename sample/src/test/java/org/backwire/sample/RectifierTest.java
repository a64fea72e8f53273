package org.backwire.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RectifierTest {
    @Test
    void eachNumberPassesItsGradientOnOrStopsIt() {
        double[][] batch = {{-1, 2}, {3, 0}};
        var gradient = RectifierRectifyGrad.vjp(batch, new double[][] {{5, 6}, {7, 8}});
        assertThat(gradient.value()).isDeepEqualTo(new double[][] {{0, 2}, {3, 0}});
        assertThat(gradient.dbatch()).isDeepEqualTo(new double[][] {{0, 6}, {7, 0}}); // a tie goes to the first, the 0
    }

    @Test
    void goingBackwardAllocatesNoJacobian() {
        double[][] batch = Rectifier.random(100, 4096, 1);
        double[][] incoming = Rectifier.random(100, 4096, 2);
        double megabytes = Rectifier.Cost.of(() -> RectifierRectifyGrad.vjp(batch, incoming))
                .memory();
        assertThat(megabytes).isLessThan(4 * 100 * 4096 * 8 / 1e6);
    }
}
