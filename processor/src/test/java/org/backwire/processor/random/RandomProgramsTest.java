package org.backwire.processor.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.backwire.processor.testing.Compiled;
import org.junit.jupiter.api.Test;

/**
 * Random programs over the whole language: each must compile, return the same bits in every form, and have the gradient
 * that numbers say. {@code -Dbackwire.programs=100000} runs more, {@code -Dbackwire.seed=…} others, {@code -Dbackwire.part=1} as many of
 * each kind as there are scalar ones.
 */
class RandomProgramsTest {
    private static final long SEED = Long.getLong("backwire.seed", 20250101L);
    private static final int PROGRAMS = Integer.getInteger("backwire.programs", 2000);

    /** There is one program with loops, with arrays and with records for so many scalar ones. */
    private static final int PART = Integer.getInteger("backwire.part", 10);

    private static final List<String> IN_PARTS =
            List.of("-Abackwire.split=" + Integer.getInteger("backwire.split", 250));

    @Test
    void scalarProgramsAreRight() {
        areRight(Set.of(), PROGRAMS);
    }

    @Test
    void programsWithLoopsAreRight() {
        areRight(EnumSet.of(Feature.LOOPS), PROGRAMS / PART);
    }

    @Test
    void programsWithArraysAreRight() {
        areRight(EnumSet.of(Feature.LOOPS, Feature.ARRAYS), PROGRAMS / PART);
    }

    @Test
    void programsWithRecordsAreRight() {
        areRight(EnumSet.allOf(Feature.class), PROGRAMS / PART);
    }

    @Test
    void programsWithIndicesThatChangeAreRight() {
        areRight(EnumSet.of(Feature.LOOPS, Feature.ARRAYS, Feature.INDICES), PROGRAMS / PART);
    }

    @Test
    void programsWithRowsThatMoveAreRight() {
        areRight(EnumSet.of(Feature.LOOPS, Feature.ARRAYS, Feature.ROWS), PROGRAMS / PART / 2);
    }

    @Test
    void programsWithSweepsAreRight() {
        areRight(EnumSet.of(Feature.LOOPS, Feature.ARRAYS, Feature.SWEEPS), PROGRAMS / PART / 2);
    }

    @Test
    void programsWithRowsOfAnyLengthAreRight() {
        areRight(EnumSet.of(Feature.LOOPS, Feature.ARRAYS, Feature.RAGGED), PROGRAMS / PART / 2);
    }

    /** As if HotSpot compiled nothing but the shortest methods: almost every derivative is cut into parts. */
    @Test
    void programsInPartsAreRight() {
        areRight(Set.of(), PROGRAMS / PART / 2, IN_PARTS);
        areRight(EnumSet.of(Feature.LOOPS), PROGRAMS / PART / 2, IN_PARTS);
        areRight(EnumSet.allOf(Feature.class), PROGRAMS / PART / 2, IN_PARTS);
    }

    private static void areRight(Set<Feature> features, int programs) {
        areRight(features, programs, List.of());
    }

    private static void areRight(Set<Feature> features, int programs, List<String> options) {
        Campaign campaign = new Campaign(SEED, features, options);
        List<Failure> failures = campaign.run(programs).stream()
                .filter(failure -> !failure.isKnown())
                .toList();
        System.out.println("random programs " + features + ", seed " + SEED + ": " + campaign.summary());
        assertThat(failures.stream().map(Failure::toString).collect(Collectors.joining("\n")))
                .as("seed " + SEED)
                .isEmpty();
        assertThat(campaign.counts.skipped())
                .as("part of the slopes that could not be judged")
                .isLessThan(0.3);
    }

    @Test
    void theSameProgramGivesTheSameText() {
        for (Program program : new Campaign(SEED, EnumSet.noneOf(Feature.class)).written(0, 5)) {
            assertThat(generated(program)).isEqualTo(generated(program));
        }
    }

    private static Map<String, String> generated(Program program) {
        String text = Batch.Text.of("Programs", List.of(program), false).text();
        return Compiled.withBackwire(List.of(), Map.of("random.Programs", text, "random.Shared", Surroundings.SHARED))
                .generated();
    }
}
