package org.backwire.benchmark.gradbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ConversationTest {

    @Test
    void startNamesTheTool() {
        assertThat(answer("{'id':0,'kind':'start'}")).isEqualTo("{\"id\":0,\"tool\":\"backwire\"}");
    }

    @Test
    void anUnknownModuleIsRefused() {
        assertThat(answer("{'id':1,'kind':'define','module':'ode'}"))
                .isEqualTo("{\"id\":1,\"success\":false,\"error\":\"no module ode\"}");
        assertThat(answer("{'id':2,'kind':'evaluate','module':'ode','function':'primal','input':{}}"))
                .isEqualTo("{\"id\":2,\"success\":false,\"error\":\"no module ode\"}");
    }

    @Test
    void anUnknownFunctionIsRefused() {
        assertThat(answer("{'id':1,'kind':'evaluate','module':'lse','function':'hessian','input':{'x':[1]}}"))
                .isEqualTo("{\"id\":1,\"success\":false,\"error\":\"no function hessian in module lse\"}");
    }

    @Test
    void whatIsUnknownIsAnsweredByItsNumber() {
        assertThat(answer("{'id':7,'kind':'analysis','of':3,'valid':false,'error':'too slow'}"))
                .isEqualTo("{\"id\":7}");
        assertThat(answer("{'id':8,'kind':'applause'}")).isEqualTo("{\"id\":8}");
    }

    @Test
    void anOutputThatIsNoNumberIsRefused() {
        JsonObject answer = evaluate("lse", "primal", "{'x':[1e999]}");
        assertThat(answer.get("success").getAsBoolean()).isFalse();
    }

    @Test
    void anInputThatIsNoInputIsRefused() {
        assertThat(evaluate("lse", "primal", "{'x':[]}").get("success").getAsBoolean())
                .isFalse();
        assertThat(evaluate("lse", "primal", "{}").get("success").getAsBoolean())
                .isFalse();
        assertThat(evaluate("lse", "primal", "3").get("success").getAsBoolean()).isFalse();
        assertThat(evaluate("hello", "square", "null").get("success").getAsBoolean())
                .isFalse();
    }

    @Test
    void runsAsOftenAsAsked() {
        assertThat(times(evaluate("lse", "gradient", "{'x':[1,2],'min_runs':5,'min_seconds':0}")))
                .hasSize(5);
    }

    @Test
    void runsAsLongAsAsked() {
        long[] times = times(evaluate("lse", "gradient", "{'x':[1,2],'min_runs':1,'min_seconds':0.002}"));
        assertThat(java.util.Arrays.stream(times).sum()).isGreaterThanOrEqualTo(2_000_000);
    }

    private static long[] times(JsonObject answer) {
        return StreamSupport.stream(answer.getAsJsonArray("timings").spliterator(), false)
                .map(entry -> entry.getAsJsonObject())
                .filter(entry -> entry.get("name").getAsString().equals("evaluate"))
                .mapToLong(entry -> entry.get("nanoseconds").getAsLong())
                .toArray();
    }

    private static JsonObject evaluate(String module, String function, String input) {
        String question = "{'id':3,'kind':'evaluate','module':'%s','function':'%s','input':%s}";
        return JsonParser.parseString(answer(String.format(question, module, function, input)))
                .getAsJsonObject();
    }

    private static String answer(String question) {
        return new Conversation().answer(question.replace('\'', '"'));
    }
}
