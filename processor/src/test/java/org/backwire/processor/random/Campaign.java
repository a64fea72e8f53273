package org.backwire.processor.random;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many random programs, in batches, on all processors. */
final class Campaign {
    private static final int BATCH = 50;
    /** After so many one hears how far it is. */
    private static final int REPORT = 5000;
    /** Of each kind of failure, as many as are shrunk and shown. */
    private static final int SHOWN = 3;

    private final long seed;
    private final Set<Feature> features;
    private final List<String> options;
    final Counts counts = new Counts();
    private final List<Failure> failures = Collections.synchronizedList(new ArrayList<>());

    Campaign(long seed, Set<Feature> features) {
        this(seed, features, List.of());
    }

    /** @param options of the processor; what it makes is compared with what it makes without them */
    Campaign(long seed, Set<Feature> features, List<String> options) {
        this.seed = seed;
        this.features = features;
        this.options = options;
    }

    /**
     * Runs programs until there have been so many. Those that fail are printed as they are found; returns a few of
     * each kind in a small form.
     */
    List<Failure> run(int programs) {
        ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        List<Future<?>> batches = new ArrayList<>();
        for (int first = 0; first < programs; first += BATCH) {
            int from = first;
            int to = Math.min(programs, first + BATCH);
            batches.add(workers.submit(() -> run(from, to)));
        }
        workers.shutdown();
        for (Future<?> batch : batches) {
            await(batch);
        }
        return shrunk();
    }

    private void run(int from, int to) {
        List<Failure> found = Batch.run(written(from, to), counts, options);
        failures.addAll(found);
        found.stream().filter(failure -> !failure.isKnown()).forEach(System.out::println);
        if (to % REPORT == 0) {
            System.out.println("random programs " + features + ", up to " + to + ": " + summary());
        }
    }

    /** The programs with these numbers. What one is depends on the seed and its own number only. */
    List<Program> written(int from, int to) {
        List<Program> programs = new ArrayList<>();
        for (int i = from; i < to; i++) {
            programs.add(Writer.write(i, seed * 1_000_003 + i, features));
        }
        return programs;
    }

    private static void await(Future<?> batch) {
        try {
            batch.get();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    private List<Failure> shrunk() {
        Map<String, List<Failure>> byKind = new TreeMap<>();
        failures.stream()
                .filter(failure -> !failure.isKnown())
                .sorted(Comparator.comparingInt(failure -> failure.program().size()))
                .forEach(failure -> byKind.computeIfAbsent(failure.kind(), kind -> new ArrayList<>())
                        .add(failure));
        List<Failure> small = new ArrayList<>();
        byKind.forEach((kind, all) -> all.stream()
                .limit(SHOWN)
                .map(failure -> Shrinker.shrink(failure, options))
                .forEach(small::add));
        return small;
    }

    /** How many of each kind failed. */
    String summary() {
        Map<String, Integer> kinds = new TreeMap<>();
        List.copyOf(failures).forEach(failure -> kinds.merge(failure.kind(), 1, Integer::sum));
        return counts + "\n" + kinds;
    }
}
