package org.backwire.benchmark.measure;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * The processor time of a call. The time on the clock, which JMH takes, says little where others work on the same machine.
 * The threads of the garbage collector are not in it; what they have to do is seen in the bytes.
 */
public final class ProcessorTime implements InternalProfiler {
    static final String LABEL = "processor";

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Map<Long, Long> start = Map.of();

    /** For JMH. */
    public ProcessorTime() {}

    @Override
    public String getDescription() {
        return "processor time of a call";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        start = times();
    }

    @Override
    @SuppressWarnings("rawtypes") // as JMH declares it
    public Collection<? extends Result> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        long time = 0;
        for (Map.Entry<Long, Long> thread : times().entrySet()) {
            time += thread.getValue() - start.getOrDefault(thread.getKey(), 0L);
        }
        double perCall = (double) time / result.getMetadata().getAllOps();
        return List.of(new ScalarResult(LABEL, perCall, "ns/op", AggregationPolicy.AVG));
    }

    /** Of each thread that lives. */
    private static Map<Long, Long> times() {
        Map<Long, Long> times = new HashMap<>();
        for (long thread : THREADS.getAllThreadIds()) {
            long time = THREADS.getThreadCpuTime(thread);
            if (time > 0) {
                times.put(thread, time);
            }
        }
        return times;
    }
}
