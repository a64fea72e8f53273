package org.backwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays of numbers that are reachable in two ways, in few rows and in many. */
class SharingTest {
    @Test
    void manyArraysAreComparedAtOnce() {
        double[] da = {0};
        double[][] db = {{0}, {0}};
        double[] a = {1};
        Shapes.requireAllApart("da db", da, db, a, new int[1], null);
        assertThatThrownBy(() -> Shapes.requireAllApart("da db", da, db, a, db[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("db must be an array of its own");
        assertThatThrownBy(() -> Shapes.requireAllApart("da db", db[0], db, a))
                .hasMessage("da must be an array of its own");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 20, 50, 3000})
    void aCommonRowIsFoundInAnyPlace(int rows) {
        double[][] some = new double[rows][2];
        double[][] others = new double[rows][2];
        assertThat(Sharing.share(some, others)).isFalse();
        others[rows - 1] = some[0];
        assertThat(Sharing.share(some, others)).isTrue();
        assertThat(Sharing.share(others, some)).isTrue();
        assertThat(Sharing.share(some, some.clone())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 20, 50, 3000})
    void aRowIsFoundTwice(int rows) {
        float[][] some = new float[rows][2];
        assertThat(Sharing.hasTwice(some)).isFalse();
        some[rows - 1] = some[0];
        assertThat(Sharing.hasTwice(some)).isTrue();
        assertThat(Sharing.hasTwice(new float[rows - 1][2])).isFalse(); // nothing is left of what was found
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3000})
    void aRowIsFoundDownToTheLastRank(int rows) {
        double[][][] cube = new double[2][rows][3];
        assertThat(Sharing.hasTwice(cube)).isFalse();
        assertThat(Sharing.share(cube, cube[1][rows - 1])).isTrue();
        assertThat(Sharing.share(cube[1], cube)).isTrue();
        assertThat(Sharing.share(cube[1], cube[0])).isFalse();
        double[][][] twice = {cube[0], cube[1], cube[0]};
        assertThat(Sharing.hasTwice(twice)).isTrue();
        cube[0][1] = cube[1][0];
        assertThat(Sharing.hasTwice(cube)).isTrue();
    }

    @Test
    void rowsThatAreMissingOrHoldNothingAreNotShared() {
        double[] none = {};
        double[][] empty = new double[3000][0];
        java.util.Arrays.fill(empty, none);
        assertThat(Sharing.hasTwice(empty)).isFalse();
        assertThat(Sharing.share(empty, empty)).isFalse();
        assertThat(Sharing.share(none, none)).isFalse();
        double[][] missing = new double[3000][];
        assertThat(Sharing.hasTwice(missing)).isFalse();
        assertThat(Sharing.share(missing, new double[3000][])).isFalse();
        assertThat(Sharing.share(null, null)).isFalse();
        assertThat(Sharing.share(new double[2], null)).isFalse();
        assertThat(Sharing.hasTwice(new double[][] {null, none, none, null})).isFalse();
    }
}
