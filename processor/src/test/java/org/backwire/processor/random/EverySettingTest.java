package org.backwire.processor.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is recorded, and whatever is switched off, a random program has the same value, bit for bit, and the same gradient up to
 * rounding. {@code -Dbackwire.settings=1000} runs more programs in each setting.
 */
class EverySettingTest {
    private static final long SEED = Long.getLong("backwire.seed", 20250102L);
    private static final int PROGRAMS = Integer.getInteger("backwire.settings", 10);

    @ParameterizedTest
    @MethodSource("org.backwire.processor.testing.Settings#all")
    void theGradientIsTheSame(String setting) {
        Campaign campaign = new Campaign(SEED + setting.hashCode(), EnumSet.allOf(Feature.class), List.of(setting));
        List<Failure> failures = campaign.run(PROGRAMS).stream()
                .filter(failure -> !failure.isKnown())
                .toList();
        System.out.println(setting + ": " + campaign.summary());
        assertThat(failures.stream().map(Failure::toString).collect(Collectors.joining("\n")))
                .as(setting + ", seed " + SEED)
                .isEmpty();
        assertThat(campaign.counts.programs.sum()).isPositive();
    }
}
