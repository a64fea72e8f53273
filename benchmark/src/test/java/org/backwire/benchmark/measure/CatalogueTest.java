package org.backwire.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.backwire.benchmark.problem.Catalogue;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    @Test
    void hasNames() {
        assertThat(Catalogue.named("gmm")).isEqualTo(Catalogue.GMM);
        assertThat(Catalogue.named("Black-Scholes")).isEqualTo(Catalogue.BLACK_SCHOLES);
        assertThatThrownBy(() -> Catalogue.named("rk4"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("No problem is called rk4; there are: neuron, black_scholes, ");
    }
}
