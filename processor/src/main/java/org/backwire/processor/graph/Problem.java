package org.backwire.processor.graph;

import java.util.List;
import java.util.Locale;

/**
 * Every message Backwire can print: a cause and a cure, each one sentence, with {@code %s} for the user's own words. Each
 * has a section in {@code docs/refusals.md}.
 */
public enum Problem {
    // The annotation and the method
    NOT_STATIC(
            "%s is an instance method, and only static methods can be differentiated.",
            "Make it static and pass what it needs of the object as parameters."),
    PRIVATE_METHOD(
            "%s is private, so its companion, a class of its own, cannot call it.",
            "Make it package-private or public."),
    GENERIC_METHOD(
            "%s has type parameters, which cannot be differentiated.", "Write the method for the types that you need."),
    NO_BODY("%s has no body to differentiate.", "Annotate a method with a body."),
    RESULT_TYPE(
            "%s returns %s, which has no derivative%s.",
            "Return double, float, an array of them, or a record of these."),
    NOTHING_TO_DIFFERENTIATE(
            "%s has no parameter of a differentiable type.",
            "Give it at least one parameter that is double, float, an array of them, or a record of these."),
    WRT_UNKNOWN("%s has no parameter \"%s\", which wrt names.", "Name one of its parameters: %s."),
    WRT_NOT_DIFFERENTIABLE(
            "Parameter %s has type %s, which is not differentiable%s.",
            "Leave it out of wrt, or make it double, float, an array of them, or a record of these."),
    WRT_TWICE("wrt names parameter %s twice.", "Name each parameter once."),
    NO_DERIVATIVES("The annotation asks for no derivative at all.", "Name at least one, such as GRADIENT."),
    SCALAR_RESULT_NEEDED(
            "%s is for methods that return double or float, and %s returns %s.",
            "Ask for JVP or JACOBIAN, or return one number."),
    COMPANION_NAME(
            "\"%s\" cannot be the name of a companion: it is no simple class name, or one that is used inside of companions.",
            "Set companion to a name such as \"%s\"."),
    COMPANION_COLLIDES(
            "%s and %s would both get the companion %s.",
            "Set companion on one of them, as in @Differentiable(companion = \"%s\")."),
    COMPANION_EXISTS(
            "There is already a class %s, which would be the name of the companion of %s.",
            "Set companion to another name, as in @Differentiable(companion = \"%s\")."),
    PRIVATE_CLASS(
            "%s stands in the private class %s, which its companion cannot reach.",
            "Make the class package-private or public."),
    STUB_BODY(
            "%s is compiled from a stub: another language's compiler left no body here to read.",
            "Write the method in Java."),
    COMPILER_NOT_JAVAC(
            "Backwire reads method bodies through javac's syntax tree, and this compiler is not javac.",
            "Compile with javac of JDK 17 or newer."),
    UNKNOWN_OPTION("\"%s\" means nothing to -A%s.", "It takes %s."),
    SIGNATURE_UNRESOLVED(
            "The type %s in the signature of %s cannot be found.",
            "Import it, or declare it; if a processor generates it, check that this processor ran."),
    INTERNAL(
            "Backwire failed on %s: %s.",
            "This is our bug: please report it with the method, this message, and the output of javac -version."),
    MISREAD(
            "Backwire read %s as %s, but javac reads it as %s.",
            "Write it in a simpler way, such as with a local of an explicit type; and please report it, for it is our bug."),
    TOO_LARGE(
            "%s is too long: the method that computes its gradient would pass the JVM's limit of %s.",
            "Split it into several @Differentiable methods that call each other."),
    GRADIENT_NAME(
            "The gradient of parameter %s would be called %s, which is %s.",
            "Rename the parameter, or leave it out of wrt."),
    TOO_MANY_PARAMETERS(
            "%s has too many parameters: %s would need %s parameter slots, and the JVM allows 255.",
            "Pass an array instead of so many scalars."),
    LOCAL_CLASS_METHOD(
            "%s is a method of a local or anonymous class, for which no companion can be made.",
            "Move it to a class with a name."),

    // Rules
    NO_RULES("%s has no method with @DerivativeOf.", "Name classes with rules, or leave derivatives away."),
    RULE_OUT_OF_REACH(
            "The rule %s %s, so no companion can call it.",
            "Make it static and not private, in a class that is not private, without checked exceptions."),
    RULE_METHOD("%s has no static method %s.", "Name a static method that %s has."),
    RULE_PARAMETERS(
            "%s has the parameters %s, and there is no static method %s.%s with these.",
            "Give it exactly the parameters of the method it speaks of: %s."),
    RULE_SUBJECT(
            "%s returns %s, and a rule is for methods that return one number.",
            "Speak of a method that returns double or float."),
    RULE_PARAMETER(
            "Parameter %s of %s is %s, so nothing can be differentiated with respect to it.",
            "Count from 0, and choose one that is double, float, or an array of them."),
    RULE_RESULT(
            "%s returns %s, and the derivative with respect to parameter %s of %s has that parameter's type, %s.",
            "Return %s."),
    RULE_TWICE("There is already a rule for parameter %s of %s: %s.", "Keep one of the two."),

    // Statements
    TRY_STATEMENT(
            "try cannot be differentiated: which statements run depends on an exception.",
            "Test the condition with if before computing, or move the try around the call of %s."),
    SYNCHRONIZED_STATEMENT("synchronized cannot be differentiated.", "Take the lock around the call of %s."),
    LOCAL_CLASS("A class declared in a method cannot be differentiated.", "Move it out of the method."),
    ASSIGNMENT_TO_FIELD(
            "%s is a field: a value stored there outlives the call, and its gradient would be lost.",
            "Keep it in a local variable and return it, or make a new record instead of an object that changes."),
    WRITE_TO_OUTER_ARRAY(
            "%s writes to an array that belongs to a field or an object: what is stored there outlives the call.",
            "Write to a copy, made with clone(), or to an array of the method's own."),
    ASSIGNMENT_IN_ASSERT(
            "An assignment in an assertion happens only where assertions are enabled.", "Assign before the assert."),
    UNSUPPORTED_STATEMENT("This kind of statement (%s) is not supported.", "%s"),
    RECURSION("%s calls itself, but %s.", "Do without that, or write it as a loop."),
    SHARED_ARGUMENT(
            "%s calls itself and writes to %s, and this array may be known by another name as well: as another argument, as a row, or by an object.",
            "Pass a copy, made with clone(), of one that is only read."),
    NULL_ARRAY("%s is null here, but %s calls itself and needs an array there.", "Pass an empty array instead."),
    INLINED_TOO_LONG(
            "%s becomes too long when the helper methods it calls are written out at each call.",
            "Annotate the larger helpers with @Differentiable, so that they are called instead."),
    GENERIC_HELPER(
            "A type parameter of %s stands for a wildcard, an array or a record of differentiable values here, and has to be known by its type.",
            "Write the helper for the types that you need."),
    INSTANCE_HELPER(
            "%s needs an object, and a static method has none.",
            "Make it static, or use that of an object which is passed."),
    RECORD_ELSEWHERE(
            "The record %s cannot be taken apart into numbers: it is declared in another file, where its constructor and accessors cannot be read, or has type parameters, or contains itself.",
            "Declare a record of numbers and arrays in the same file, or pass its components instead."),
    RECORD_METHOD(
            "%s computes with the components of a record that stands outside of this class: what it does cannot be differentiated.",
            "Compute with the components here, or move %s into this class."),
    RECORD_ACCESSOR(
            "The record %s computes its component %s in an accessor of its own, so that the component itself is out of reach.",
            "Pass the components instead, or give the accessor another name."),
    RECORD_CONSTRUCTOR(
            "An object of the record %s would have to be made here a second time, and its constructor does more than keep the components.",
            "Pass the components instead of the object, or move what the constructor does to a static method."),
    NULL_RECORD(
            "%s is null, but a record of differentiable values has to be there with its components.",
            "Use a record of neutral values instead, and a boolean beside it."),

    // Expressions
    LAMBDA(
            "A lambda cannot be differentiated here.",
            "Write the computation as statements; Arrays.setAll and streams of numbers take lambdas. One that is passed to a method of another class, and needs nothing but data, is kept as it is."),
    METHOD_REFERENCE(
            "A method reference cannot be differentiated here.",
            "Write the computation as statements, or call the method; streams of numbers take static methods. One that is passed to a method of another class, with nothing but data, is kept as it is."),
    STREAM(
            "%s is not among what can be differentiated of a stream.",
            "Use map, as in map(v -> v * v), and sorted, and then sum, average, max, min, reduce or toArray; fill an array with Arrays.setAll; or write a loop."),
    ANONYMOUS_CLASS("An anonymous class cannot be differentiated.", "Move it out of the method."),
    PATTERN(
            "A pattern of this kind cannot be differentiated.",
            "Use instanceof with a type and a name, in a chain of if instead of a switch."),
    UNSUPPORTED_EXPRESSION("This kind of expression (%s) is not supported.", "%s"),
    UNKNOWN_NAME(
            "%s cannot be found here.",
            "Declare or import it; if another annotation processor generates it, it may not be used in a differentiable method."),
    LOSSY_CHOICE(
            "Whether %s becomes a float here, as Java has it, or a double at once depends on the compiler.",
            "Write (float) %s or (double) %s, whichever is meant."),
    UNKNOWN_TYPE("The type of %s cannot be worked out.", "Put it into a local variable with an explicit type."),
    UNRESOLVED_CALL(
            "It cannot be worked out which method %s means.",
            "Convert the arguments explicitly, or call a method with a name of its own."),
    PRIVATE_MEMBER(
            "%s is private to its class, so the companion cannot use it.",
            "Make it package-private; where it is a component of a record, call its method, e.size() for e.size."),
    NOT_VISIBLE(
            "%s cannot be used from another class of the package, and the companion is one.",
            "Make it public or package-private, or pass it as a parameter."),
    OBSCURED_CLASS(
            "%s is a variable here, and the companion has to name the class %s.",
            "Give the variable another name than the class."),
    CALLEE_NAMES_LOST(
            "%s was compiled without the names of its parameters, and its companion is missing.",
            "Put its companion on the class path, or compile it with -g or -parameters."),
    BOXED("%s puts a differentiated value into an object, where its gradient is lost.", "Keep it as double or float."),

    // Where gradients go
    EXTERNAL_CALL(
            "%s depends on a differentiated parameter and is passed to %s, whose derivative is not known.",
            "%s, or pass only values that do not depend on a differentiated parameter."),
    THROUGH_OBJECT(
            "%s makes an object (%s) of a value that depends on a differentiated parameter, and what is computed from it has no gradient.",
            "Compute with double or float throughout; keep numbers in arrays, not in objects that are in arrays or lists. A text may go into an exception that is thrown here."),
    RULE_MISSING(
            "%s depends on a differentiated parameter and is passed to %s as parameter %s, for which there is no rule.",
            "Add one with @DerivativeOf(type = %s.class, method = \"%s\", parameter = %s)."),
    RULE_NOT_DIFFERENTIABLE(
            "%s asks for the derivative of the rule %s with respect to its parameter %s, and there is none.",
            "Annotate the rule with @Differentiable, with Derivative.JVP if it returns an array; or add a rule for it beside it."),
    RULE_WRITES(
            "%s writes to its parameter %s, which nobody would know of: a method with a rule is taken to read its arguments only, and so is the rule.",
            "Let it write to a copy, made with clone()."),
    READ_TWICE(
            "%s would have to be evaluated a second time by backward, and may give something else then.",
            "Evaluate it before, and pass what it gives as a parameter."),
    READ_REPEATEDLY(
            "%s would have to be evaluated anew for each direction of %s, and may give something else each time.",
            "Evaluate it before, and pass what it gives as a parameter."),
    CALLEE_WRITES(
            "%s may write to its parameter %s, and its companion would do that on a copy, so that it would be missing here.",
            "Let it write to a copy, made with clone(), or move it into the class of its caller, where it is written out."),
    COMPANION_MISSING(
            "%s is not compiled here, and its companion %s is not on the class path.",
            "Put the companion there, or compile %s with Backwire as its annotation processor."),
    CALLEE_LACKS_DERIVATIVE("%s is called here, but its companion has no %s.", "Add %s to the annotation of %s."),
    CALLEE_HOLDS_CONSTANT(
            "%s depends on a differentiated parameter, but %s is not differentiated with respect to this argument.",
            "Name the parameter in wrt of %s as well, or pass a value that does not depend on a differentiated parameter."),
    CALLEE_RETURNS_ARRAY(
            "%s returns an array or a record, and its companion has no vjpTangent, which %s needs: it cannot be differentiated twice.",
            "Move %s into the class of its caller, where it is written out, or where what is in the way is named."),
    CALLEE_SHARES(
            "%s may return an array that others know, such as one that it was given, and arrays that may be the same are written to here.",
            "Let it return a copy, made with clone(); or, unless it calls itself, move it into the class of its caller, where it is written out."),

    // Warnings
    GRADIENT_LOST(
            "No gradient flows through %s: its derivative is 0 wherever it has one.",
            "If that is what you mean, say so with @SuppressWarnings(\"backwire\").") {
        @Override
        public boolean isWarning() {
            return true;
        }
    };

    private final String cause;
    private final String cure;

    Problem(String cause, String cure) {
        this.cause = cause;
        this.cure = cure;
    }

    public boolean isWarning() {
        return false;
    }

    /** The name a user sees: {@code TryStatement}. */
    public String tag() {
        StringBuilder tag = new StringBuilder();
        for (String word : name().split("_")) {
            tag.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return tag.toString();
    }

    /** The message, with the user's words in their places, first those of the cause, then those of the cure. */
    public String message(List<String> words) {
        int inCause = cause.split("%s", -1).length - 1;
        int inCure = cure.split("%s", -1).length - 1;
        if (words.size() != inCause + inCure) {
            throw new IllegalArgumentException(name() + " takes " + (inCause + inCure) + " words, not " + words);
        }
        return "[Backwire/" + tag() + "] "
                + String.format(cause, words.subList(0, inCause).toArray())
                + "\n"
                + String.format(cure, words.subList(inCause, words.size()).toArray())
                + " See docs/refusals.md#" + tag();
    }
}
