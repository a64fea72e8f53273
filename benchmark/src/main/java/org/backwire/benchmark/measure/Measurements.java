package org.backwire.benchmark.measure;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.backwire.benchmark.problem.Catalogue;

/** What was measured of each problem and rival: the median of the time of a call, and the bytes it allocates. */
final class Measurements {

    record Measurement(double nanoseconds, double bytes) {}

    private final Map<Catalogue, Map<Rival, Measurement>> all = new EnumMap<>(Catalogue.class);

    void put(Catalogue problem, Rival rival, Measurement measurement) {
        all.computeIfAbsent(problem, p -> new EnumMap<>(Rival.class)).put(rival, measurement);
    }

    List<Catalogue> problems() {
        return List.copyOf(all.keySet());
    }

    Measurement of(Catalogue problem, Rival rival) {
        return Objects.requireNonNull(Objects.requireNonNull(all.get(problem)).get(rival));
    }

    double ratio(Catalogue problem, Rival rival, Rival to) {
        return of(problem, rival).nanoseconds() / of(problem, to).nanoseconds();
    }

    /** The geometric mean of the ratio over all problems. */
    double meanRatio(Rival rival, Rival to) {
        return Math.exp(all.keySet().stream()
                .mapToDouble(problem -> Math.log(ratio(problem, rival, to)))
                .average()
                .orElse(Double.NaN));
    }
}
