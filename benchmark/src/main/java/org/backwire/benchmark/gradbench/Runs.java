package org.backwire.benchmark.gradbench;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The runs that answer one question: the output of the last, and the times of all, in nanoseconds. */
record Runs(Object output, long preparation, List<Long> times) {

    /** As many runs as the input asks for, and for as long; a single one where it does not say. */
    static <I> Runs of(Task<I> task, JsonElement input, Gson gson) {
        int count = 1;
        double seconds = 0;
        if (input instanceof JsonObject object) {
            count = (int) number(object.get("min_runs"), 1);
            seconds = number(object.get("min_seconds"), 0);
        }
        long begin = System.nanoTime();
        Supplier<?> function = task.prepare().apply(gson.fromJson(input, task.input()));
        long preparation = System.nanoTime() - begin;

        List<Long> times = new ArrayList<>();
        double spent = 0;
        Object output;
        do {
            long start = System.nanoTime();
            output = function.get();
            long time = System.nanoTime() - start;
            times.add(time);
            spent += time;
        } while (times.size() < count || spent < seconds * 1e9);
        return new Runs(output, preparation, times);
    }

    private static double number(@Nullable JsonElement element, double otherwise) {
        return element == null ? otherwise : element.getAsDouble();
    }
}
