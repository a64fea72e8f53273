package org.backwire.processor.emit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamesTest {
    private final Names names = new Names();

    @Test
    void aWishIsGrantedOnce() {
        assertThat(names.allocate("sum")).isEqualTo("sum");
        assertThat(names.allocate("sum")).isEqualTo("sum2");
        assertThat(names.allocate("sum")).isEqualTo("sum3");
        assertThat(names.allocate("sum2")).isEqualTo("sum22");
    }

    @Test
    void theUsersNamesComeFirst() {
        names.reserve("dx");
        assertThat(names.allocate("dx")).isEqualTo("dx2");
    }

    @Test
    void keywordsAreNoNames() {
        assertThat(names.allocate("double")).isEqualTo("double2");
        assertThat(names.allocate("yield")).isEqualTo("yield2");
        assertThat(names.allocate("_")).isEqualTo("_2");
        assertThat(names.allocate("record")).isEqualTo("record");
    }

    @Test
    void aCopyGoesItsOwnWay() {
        names.allocate("x");
        Names copy = names.copy();
        assertThat(copy.allocate("x")).isEqualTo("x2");
        assertThat(names.allocate("x")).isEqualTo("x2");
    }
}
