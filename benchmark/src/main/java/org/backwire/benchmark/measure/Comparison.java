package org.backwire.benchmark.measure;

import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.backwire.benchmark.measure.Measurements.Measurement;
import org.backwire.benchmark.problem.Catalogue;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Times all rivals by JMH, each in a Java of its own. */
final class Comparison {
    /** What takes longer for a single call is called a few times only. */
    private static final long SLOW = 50_000_000; // nanoseconds

    private static final int CALLS_OF_THE_SLOW = 2;

    private Comparison() {}

    /** How long it takes, and how good it is. */
    enum Settings {
        /** For figures. */
        THOROUGH(1, true, 5, 10, 200),
        /** To see roughly where one is. */
        QUICK(1, true, 3, 5, 100),
        /** Only shows that everything runs. */
        SMOKE(0, false, 0, 1, 1);

        private final int forks;
        private final boolean full;
        private final int warmups;
        private final int iterations;
        private final int milliseconds;

        Settings(int forks, boolean full, int warmups, int iterations, int milliseconds) {
            this.forks = forks;
            this.full = full;
            this.warmups = warmups;
            this.iterations = iterations;
            this.milliseconds = milliseconds;
        }

        int warmups() {
            return warmups;
        }

        int iterations() {
            return iterations;
        }

        private TimeValue time() {
            return TimeValue.milliseconds(milliseconds);
        }
    }

    static Measurements run(Collection<Catalogue> problems, Settings settings) {
        Measurements measurements = new Measurements();
        Map<Rival, Set<Catalogue>> slow = settings.full ? slow(problems) : Map.of();
        for (Rival rival : Rival.values()) {
            Set<Catalogue> rest = EnumSet.copyOf(problems);
            Set<Catalogue> few = slow.getOrDefault(rival, Set.of());
            rest.removeAll(few);
            run(rest, rival, settings, settings.warmups, settings.iterations, measurements);
            run(few, rival, settings, 1, CALLS_OF_THE_SLOW, measurements);
        }
        return measurements;
    }

    private static Map<Rival, Set<Catalogue>> slow(Collection<Catalogue> problems) {
        Map<Rival, Set<Catalogue>> slow = new EnumMap<>(Rival.class);
        for (Catalogue problem : problems) {
            Benchmarks benchmarks = new Benchmarks();
            benchmarks.problem = problem;
            benchmarks.full = true;
            benchmarks.setup();
            probe(Rival.HIPPARCHUS, problem, benchmarks::hipparchus, slow);
            probe(Rival.DIFFERENCES, problem, benchmarks::differences, slow);
        }
        return slow;
    }

    private static void probe(Rival rival, Catalogue problem, Runnable call, Map<Rival, Set<Catalogue>> slow) {
        long start = System.nanoTime();
        call.run();
        if (System.nanoTime() - start > SLOW) {
            slow.computeIfAbsent(rival, r -> EnumSet.noneOf(Catalogue.class)).add(problem);
        }
    }

    private static void run(
            Set<Catalogue> problems,
            Rival rival,
            Settings settings,
            int warmups,
            int iterations,
            Measurements measurements) {
        if (problems.isEmpty()) {
            return;
        }
        Options options = options(settings, warmups, iterations)
                .include("\\b" + Benchmarks.class.getSimpleName() + "\\." + method(rival) + "$")
                .param("problem", problems.stream().map(Enum::name).toArray(String[]::new))
                .build();
        try {
            for (RunResult result : new Runner(options).run()) {
                Catalogue problem = Catalogue.valueOf(result.getParams().getParam("problem"));
                measurements.put(
                        problem,
                        rival,
                        new Measurement(
                                secondary(result, ProcessorTime.LABEL), secondary(result, "gc.alloc.rate.norm")));
            }
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is the same for all benchmarks. */
    static ChainedOptionsBuilder options(Settings settings, int warmups, int iterations) {
        return new OptionsBuilder()
                .param("full", String.valueOf(settings.full))
                .forks(settings.forks)
                .warmupIterations(warmups)
                .warmupTime(settings.time())
                .measurementIterations(iterations)
                .measurementTime(settings.time())
                .jvmArgsAppend("-XX:-BackgroundCompilation") // on a busy machine the compiler would come late
                .addProfiler(GCProfiler.class)
                .addProfiler(ProcessorTime.class)
                .shouldFailOnError(true)
                .verbosity(settings.forks > 0 ? VerboseMode.NORMAL : VerboseMode.SILENT);
    }

    /** The name of the method that JMH calls. */
    private static String method(Rival rival) {
        return rival.name().toLowerCase(Locale.ROOT);
    }

    static double secondary(RunResult result, String label) {
        return result.getSecondaryResults().values().stream()
                .filter(secondary -> secondary.getLabel().endsWith(label))
                .mapToDouble(secondary -> secondary.getStatistics().getPercentile(50))
                .findFirst()
                .orElse(Double.NaN);
    }
}
