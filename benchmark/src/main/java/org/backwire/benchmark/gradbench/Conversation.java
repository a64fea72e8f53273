package org.backwire.benchmark.gradbench;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Answers the questions of a GradBench eval. */
public final class Conversation {
    private static final List<Module> MODULES = List.of(
            new HelloModule(),
            new LlsqModule(),
            new LseModule(),
            new GmmModule(),
            new LstmModule(),
            new KMeansModule(),
            new BaModule());

    private final Gson gson = new Gson();
    private final Map<String, Module> modules = new TreeMap<>();

    /** A conversation that has not begun. */
    public Conversation() {
        for (Module module : MODULES) {
            modules.put(module.name(), module);
        }
    }

    /** Answers one line by one line. */
    public String answer(String line) {
        JsonObject question = JsonParser.parseString(line).getAsJsonObject();
        JsonObject answer = new JsonObject();
        answer.add("id", question.get("id"));
        switch (text(question, "kind")) {
            case "start" -> answer.addProperty("tool", "backwire");
            case "define" -> define(question, answer);
            case "evaluate" -> evaluate(question, answer);
            default -> {} // an analysis, or what a later version may ask: its id is the answer
        }
        return gson.toJson(answer);
    }

    private void define(JsonObject question, JsonObject answer) {
        String module = text(question, "module");
        if (modules.containsKey(module)) {
            answer.addProperty("success", true);
        } else {
            refuse(answer, "no module " + module);
        }
    }

    private void evaluate(JsonObject question, JsonObject answer) {
        Module module = modules.get(text(question, "module"));
        if (module == null) {
            refuse(answer, "no module " + text(question, "module"));
            return;
        }
        Task<?> task = module.tasks().get(text(question, "function"));
        if (task == null) {
            refuse(answer, "no function " + text(question, "function") + " in module " + module.name());
            return;
        }
        try {
            Runs runs = Runs.of(task, question.get("input"), gson);
            JsonElement output = gson.toJsonTree(runs.output()); // refuses NaN and infinities, as the protocol wants
            JsonArray timings = new JsonArray();
            timings.add(timing("prepare", runs.preparation()));
            runs.times().forEach(nanoseconds -> timings.add(timing("evaluate", nanoseconds)));
            answer.addProperty("success", true);
            answer.add("output", output);
            answer.add("timings", timings);
        } catch (RuntimeException e) {
            refuse(answer, e.toString());
        }
    }

    private static void refuse(JsonObject answer, String reason) {
        answer.addProperty("success", false);
        answer.addProperty("error", reason);
    }

    private static JsonObject timing(String name, long nanoseconds) {
        JsonObject timing = new JsonObject();
        timing.addProperty("name", name);
        timing.addProperty("nanoseconds", nanoseconds);
        return timing;
    }

    private static String text(JsonObject question, String field) {
        @Nullable JsonElement element = question.get(field);
        return element == null || element.isJsonNull() ? "" : element.getAsString();
    }
}
