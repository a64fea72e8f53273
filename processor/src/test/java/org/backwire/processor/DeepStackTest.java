package org.backwire.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DeepStackTest {
    private static int depth(int n) {
        return n == 0 ? 0 : 1 + depth(n - 1);
    }

    @Test
    void isDeep() {
        int[] depth = new int[1];
        DeepStack.run(() -> depth[0] = depth(500_000));
        assertThat(depth[0]).isEqualTo(500_000);
    }

    @Test
    void passesOnWhatIsThrown() {
        IllegalStateException exception = new IllegalStateException("mine");
        assertThatThrownBy(() -> DeepStack.run(() -> {
                    throw exception;
                }))
                .isSameAs(exception);
        assertThatThrownBy(() -> DeepStack.run(() -> depth(-1))).isInstanceOf(StackOverflowError.class);
    }

    @Test
    void anInterruptWaitsUntilTheWorkIsDone() {
        boolean[] isDone = new boolean[1];
        Thread.currentThread().interrupt();
        DeepStack.run(() -> isDone[0] = depth(100_000) > 0);
        assertThat(isDone[0]).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }
}
