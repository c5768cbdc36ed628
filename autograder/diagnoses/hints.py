"""The catalogue: each mistake's id and up to three steps of hints, from a question to a pointer.

A student reads the first beside the finding and asks for the others one by one. None holds the
answer or anything of a hidden check's data; the last says where to look, never what to write.
"""

STEPS: dict[str, tuple[str, ...]] = {
    "gradient-summed": (
        "If every sample were in the batch twice, should the gradient change?",
        "Try it with numbers: pass each row twice, and compare your answer with the first one.",
        "Put the loss's formula and your code side by side: what stands before the sum and is"
        " missing in the code? Mind that a product of vectors may have added up already.",
    ),
    "gradient-half": (
        "Differentiate u² on its own.",
        "Take u = 3 and nudge it to 3.001: by how much does u² grow, in units of the nudge?",
        "Follow the chain rule link by link: outer derivative, then inner. Are both in your line,"
        " for each parameter?",
    ),
    "gradient-wrong-n": (
        "Which samples does this loss average over?",
        "Call it with batches of different sizes: which number in your formula changes with them?",
        "Count the samples of what your function is given, not of the data set or of an example.",
    ),
    "gradient-over-elements": (
        "How many terms does the mean have?",
        "Print x.shape and the number that you divide by: rows, or cells of the table?",
        "The loss has one term for each sample, however many features a sample has.",
    ),
    "gradient-ddof": (
        "Is this a variance?",
        "With a single sample, what would you divide by?",
        "Compare the number that you divide by with the one in front of the loss's sum.",
    ),
    "gradient-bias-summed": (
        "The loss is the same: is its gradient averaged the same way?",
        "The weights' part is right. What does it have that the bias's part lacks?",
        "Write the two partial derivatives one below the other: only the inner derivative differs.",
    ),
    "gradient-sign": (
        "Nudge one weight up: does the loss, or the output, move as your sign says?",
        "Measure the slope: the value a little above minus the value a little below. Which sign"
        " does it have, and which does yours?",
        "The task says which of the two it asks for, the gradient or the step downhill. And in"
        " the error, which term carries the minus?",
    ),
    "gradient-no-input": (
        "How does the output move with one of the weights?",
        "Double one input: its weight now moves the output twice as far. Does your answer say so?",
        "It is the inner derivative of the chain rule that is missing; look at what multiplies the"
        " weight in the forward pass.",
    ),
    "gradient-mean-of-product": (
        "Is a mean of products the product of the means?",
        "Try two samples by hand: x = 1, -1 and errors 1, -1. What does each way give?",
        "Multiply within each sample first; look at the order of your two operations.",
    ),
    "gradient-thresholded": (
        "Does the loss see ŷ, or the class?",
        "Move ŷ from 0.6 to 0.7: does the loss change? Does your error?",
        "Where does the notebook's text use the threshold: in training, or only after it?",
    ),
    "gradient-no-bias": (
        "Does this prediction match forward?",
        "Print your prediction beside what forward returns, at a bias that is not zero.",
        "Your function is given the outputs: is there a reason to compute them again?",
    ),
    "broadcast-loss": (
        "Print both shapes.",
        "What shape does a column minus a row have? Try it with three numbers each.",
        "Find the first line in which one of the two has one dimension more than the other, and"
        " give them the same shape there.",
    ),
    "broadcast-accuracy": (
        "How many comparisons should there be for n samples?",
        "Print the shape of what you take the mean of.",
        "Look at the shapes on the two sides of the comparison sign.",
    ),
    "integer-parameter": (
        "Can an integer move a little?",
        "Print the parameter's dtype.",
        "How do you write a number so that Python, and then PyTorch, treats it as a float?",
    ),
    "truncated-prediction": (
        "What is int(0.9)?",
        "Print a few predictions before and after they become whole numbers.",
        "The class is decided by a threshold; which line decides in your code?",
    ),
    "threshold-zero": (
        "What lies midway between your labels?",
        "Which outputs would a perfect model give for the two classes, and where is the border?",
        "Look for the threshold in the notebook's text, and compare it with yours.",
    ),
    "grad-tuple": (
        "What type does grad return?",
        "Print type() and len() of what came back.",
        "One entry for each parameter that you asked about, even for a single one: what can you do"
        " with it that a tensor cannot, and the other way round?",
    ),
    "grad-arguments-exchanged": (
        "Which number is differentiated, and by which ones?",
        "Read your call of grad aloud: the derivative of ... with respect to ...",
        "In which order does the documentation of torch.autograd.grad list its arguments?",
    ),
    "xor-for-power": (
        "How does Python write a power?",
        "Print 5 ^ 2 in a cell of its own.",
        "The operator that you use compares bits. Look for the one that the notebook's own cells"
        " use to square something.",
    ),
    "graph-freed": (
        "What did the first call free?",
        "Count how often you differentiate the same result.",
        "Read about `retain_graph` in the documentation of the call, or ask for everything at"
        " once.",
    ),
    "leaf-in-place": (
        "Should the update itself be recorded?",
        "Is the update a part of the way from parameters to loss?",
        "Look for the context in which nothing is recorded, or for what an optimizer does for"
        " you.",
    ),
    "leaf-rebound": (
        "Is this still the same leaf?",
        "Print id(w) and w.is_leaf before and after the update.",
        "Does your line change the tensor's numbers, or make a new tensor with the old name?",
    ),
    "graph-cut": (
        "Where does grad_fn disappear?",
        "Print grad_fn (or requires_grad) of each value from the parameters to the loss.",
        "Look for what turns a tensor into a number, copies its data, or runs where nothing is"
        " recorded, between the forward pass and the backward pass.",
    ),
    "loss-not-scalar": (
        "The gradient of which number?",
        "Print the shape of what you call backward on.",
        "How does the formula of the loss make one number out of the samples' errors?",
    ),
    "grad-before-backward": (
        "When does grad come to exist?",
        "Print the parameter's .grad before the very first backward.",
        "In which order do backward, update and clearing stand? In the first round, is there"
        " anything to clear yet?",
    ),
    "cost-keeps-graph": (
        "What stays alive?",
        "Print what you note for each epoch: a number, or a tensor with a grad_fn?",
        "How do you take the plain number out of a tensor, or compute it without a record?",
    ),
    "no-zero-grad": (
        "Print grad after two backwards.",
        "Does backward replace what .grad holds, or does it do something else with it?",
        "The training step has five lines in the lecture; compare yours with them.",
    ),
    "zero-per-epoch": (
        "How many backwards for each clearing?",
        "Print .grad of one parameter after the first and the second minibatch.",
        "In which of the two loops does the clearing stand, and in which the backward pass?",
    ),
    "zero-before-step": (
        "What does step read?",
        "Print .grad right before the update.",
        "Put the lines of the training step in the order in which each needs the one before.",
    ),
    "step-outside-loop": (
        "How many steps should an epoch of seven minibatches make?",
        "Print a word at each step, and count the words of one epoch.",
        "In which column does your step stand: inside the loop over the minibatches, or below it?",
    ),
    "backward-twice": (
        "Count the backward calls.",
        "Print .grad after each line of the training step: where does it double?",
        "Everything that differentiates adds to .grad; how many such lines does one step have?",
    ),
    "unregistered-parameter": (
        "What does parameters() list?",
        "Print list(model.parameters()): how many should there be?",
        "A module notices what is assigned to an attribute of itself, if it is of the right kind.",
    ),
    "optimizer-holds-old": (
        "Does the optimizer hold this object?",
        "Compare id() of the model's parameters with those in optimizer.param_groups.",
        "In which order are the parameters made, replaced and handed to the optimizer?",
    ),
    "default-learning-rate": (
        "Print param_groups.",
        "Which learning rate does the optimizer have, and which one was your function given?",
        "Look at the arguments that the optimizer is made with.",
    ),
    "other-optimizer": (
        "Which update rule was asked for?",
        "After one step, is the change of a parameter the learning rate times its gradient?",
        "Compare the optimizer's name and options with those in the task's text.",
    ),
    "loss-constructor": (
        "Constructor or call?",
        "nn.MSELoss is a class: what do its arguments mean, and what does it make?",
        "First make the loss, once; then call what you made with the two tensors.",
    ),
    "no-shuffle": (
        "Is the order new in each epoch?",
        "Print the first few row numbers in epochs 1 and 2.",
        "In which of the loops is the order drawn, and is it used to pick the rows?",
    ),
    "other-shuffle": (
        "Who draws the order of the rows, and from which stream of random numbers?",
        "Seed, then print one torch.randperm(5): does your loop see this order?",
        "Which function does the task's text name for the order, and which does your loop call?",
    ),
    "shuffle-mismatch": (
        "Do the rows still match?",
        "Print the row numbers that pick from x, and those that pick from y.",
        "How many orders are drawn in an epoch, and how many should there be?",
    ),
    "seed-misplaced": (
        "Who used the random numbers?",
        "Print the order of the rows in the first two epochs: are they what one seed, set once,"
        " would give?",
        "Where, and how often, does the task's text say that the seed is set?",
    ),
    "cost-of-minibatch": (
        "The loss of which weights?",
        "How many samples is the number that you note computed from, and when?",
        "Read in the task's text on which data, and when, the loss of an epoch is computed.",
    ),
    "bias-frozen": (
        "Which parameters moved?",
        "Print all the parameters before and after one step.",
        "Follow the one that stood still: does it get a gradient, and is it updated?",
    ),
    "hard-coded": (
        "What if the data changes?",
        "Call your function with other data: does the answer change as it should?",
        "Mark in your code where each argument is used.",
    ),
    "manual-in-autograd": (
        "Would it survive another loss, or another activation?",
        "Put a fourth power in place of the square or relu: does your formula know about it?",
        "In this task the derivative comes from PyTorch: which line of yours asks for it?",
    ),
    "not-zero-initialised": (
        "What should the model say before training?",
        "Print all its parameters before the first update.",
        "Which line draws random numbers? A layer does. What in torch.nn.init, or in place and"
        " unrecorded, sets it to something else?",
    ),
    "output-per-feature": (
        "How many outputs for each sample?",
        "Print the shape of the output for two samples.",
        "Which of the layer's two sizes is for what goes in, and which for what comes out?",
    ),
    "loss-after-update": (
        "The loss of which parameters: before this update, or after it?",
        "Compute the loss of the starting parameters by hand: is it the first of your list?",
        "In which order do prediction, loss, update and noting stand in your loop?",
    ),
    "parameters-unpacked": (
        "How many parameters does a layer have that is made with bias=False?",
        "Print len(list(model.parameters())) for models with and without a bias.",
        "Does your loop need the parameters by name and number, or can something else go"
        " through them?",
    ),
    "module-not-initialised": (
        "What must nn.Module set up before it can register a layer?",
        "Read the error's last words: which call is missing?",
        "What is the first line of __init__ in every module of the notebook or the lecture?",
    ),
    "relu-misplaced": (
        "Draw the graph: between which two nodes does relu stand?",
        "Walk back from a: which value goes into relu, and which come after it?",
        "At a point where relu cuts off, compute each node by hand and compare with your code.",
    ),
    "relu-slope": (
        "How fast does relu itself rise, left and right of its corner?",
        "Nudge a negative input of relu: does its output move?",
        "The chain rule has one factor for each node on the way; is relu's in your product?",
    ),
    "relu-at-zero": (
        "Which slope does the task ask for in the corner itself?",
        "Call your function at a point where relu's input is exactly 0.",
        "Look at your comparison sign, and at what the task's text says about zero.",
    ),
    "wrong-variable": (
        "Which letter moves, and which ones stand still?",
        "Nudge that letter alone: by how much does the sum move, in units of the nudge?",
        "Write for each derivative which letter it is with respect to, and check the pairs.",
    ),
    "aliased-gradients": (
        "Print the whole list after each backward, not only its last entry.",
        "Is what you stored a copy, or the very tensor that the next backward will change?",
        "How do you keep the numbers of a tensor that will change later?",
    ),
    "gradients-cleared": (
        "Who emptied `.grad` between two backwards?",
        "Print .grad at the beginning of each round.",
        "Look for what clears, zeroes or replaces .grad inside your loop.",
    ),
    "summed-again": (
        "Who does the adding here: you, backward(), or both?",
        "Print .grad itself after each backward, beside what you append.",
        "If .grad adds up already, what is left for your code to do?",
    ),
    "bias-missing": (
        "What comes out for an input of zeros, and what should?",
        "Change the bias alone and compare the outputs.",
        "Mark in your code where the weight enters, and where the bias does.",
    ),
    "buffers-changed": (
        "Is everything in state_dict() a parameter?",
        "Print the names that state_dict() and named_parameters() list for a BatchNorm layer.",
        "Which of the two does your loop go through, and which does the task name?",
    ),
    "frozen-thawed": (
        "Did all of them require a gradient before?",
        "Print requires_grad of each parameter before and after your function.",
        "Does your code set requires_grad, or make new parameters, where only numbers should"
        " change?",
    ),
    "loss-summed": (
        "If every sample were there twice, should the loss change?",
        "Try it with numbers: two samples, then the same two twice.",
        "Look at the first letter of the loss's name, and at the sign before its sum.",
    ),
    "loss-of-mean-error": (
        "Can an error of +1 and an error of -1 make up for each other?",
        "Compute the loss of these two errors by hand, as the formula says.",
        "In which order do squaring and averaging stand in the formula, and in your code?",
    ),
    "learning-rate-ignored": (
        "Who decides how long a step is: the call, or your code?",
        "Call it with two learning rates and compare one step.",
        "Mark in your code where the argument is used.",
    ),
    "loss-ignored": (
        "Who decides which loss it is: the call, or your code?",
        "Pass a loss that is always 0: what do your parameters do, and what do you note?",
        "Mark in your code each place where a loss is computed. Which function stands there?",
    ),
    "seed-ignored": (
        "Who decides which seed it is: the call, or your code?",
        "Call it with two seeds and compare the first losses.",
        "Mark in your code where the argument is used.",
    ),
    "rows-reshuffled": (
        "Which rows does the order of the second epoch refer to?",
        "Print the labels before the first epoch and after it: are they still in the same order?",
        "Look for what your loop leaves changed when an epoch is over.",
    ),
    "last-batch-dropped": (
        "How many rows does an epoch see, and how many are there?",
        "Take 7 rows in minibatches of 3 and print the length of each.",
        "How is the number of minibatches computed, and which way does the division round?",
    ),
    "minibatch-size": (
        "Print how many rows each of your minibatches has.",
        "Call it with two sizes of minibatch: how many steps does an epoch have with each?",
        "Look up what the number means that you pass to the function that cuts: how many parts,"
        " or how many rows?",
    ),
    "cost-before-epoch": (
        "The loss of which parameters: before this epoch, or after it?",
        "Compute the loss of the starting parameters by hand: does it stand in your list?",
        "In which order do the minibatches and the noting stand in your loop?",
    ),
    "iterations-miscounted": (
        "Count the rounds of your loop when you ask for 1, and when you ask for 3.",
        "Print the counter in each round: where does it start, and where does it end?",
        "Look at the arguments of range, and at the column in which the return stands.",
    ),
    "precedence": (
        "Without brackets, what is 1/2*4 in Python?",
        "Print your fraction alone, for two numbers of samples: does it get smaller when there"
        " are more?",
        "Python works through division and multiplication from left to right: which part of"
        " your line stands under the fraction line, and which does not?",
    ),
    "last-term-only": (
        "How much of your total is left when the next sample comes?",
        "Print the total in each round of the loop: does it grow, or does it start anew?",
        "Compare the operator that adds to the total with the one that sets it.",
    ),
    "return-in-loop": (
        "How many rounds does your loop make before the function returns?",
        "Print a word in each round, and count the words.",
        "In which column does the `return` stand: inside the loop, or below it?",
    ),
    "restarted-in-loop": (
        "What does the next round keep from the round before?",
        "Print the weight at the beginning of each round.",
        "Which of the lines inside your loop should run once only, before the first round?",
    ),
    "divided-in-loop": (
        "How often is the first sample's term divided before the loop ends?",
        "Try two samples by hand, and write down the total after each round.",
        "Is the division part of adding a term, or of what happens to the finished sum? In"
        " which column does it stand?",
    ),
    "averaged-twice": (
        "By what do you divide in all, if you follow one sample's term to the end?",
        "Try two samples by hand: write down each term, and what you divide by, and when.",
        "Which lines of yours make a mean out of a sum? How many of them does a mean need?",
    ),
    "loss-scaled": (
        "For a single sample with an error of 1, what should the loss be?",
        "Compute the loss of two samples by hand, as the task's formula says, and compare.",
        "Other books put a factor before the mean, so that the derivative looks nicer."
        " Which factor does this task's formula have?",
    ),
    "update-per-sample": (
        "How many updates should one iteration make?",
        "Print a word at each update, and count the words of one iteration.",
        "Which loop does your update belong to: the one over the iterations, or the one"
        " over the samples?",
    ),
    "parameters-untouched": (
        "Which line gives the parameters new numbers?",
        "Print a parameter before and after that line. Did its numbers change, did a new"
        " tensor get its name, or was a method named and not called?",
        "Look for what writes into a tensor that is there already, and for the brackets"
        " behind a method's name.",
    ),
    "squeezed-away": (
        "Which axes have length 1 when there is a single sample?",
        "Print the shape of your output for two samples, and for one.",
        "Look up which axes your call removes, and how to tell it the one that you mean.",
    ),
    "weight-transposed": (
        "Which axis of the weight belongs to the inputs, and which to the outputs?",
        "Write the shapes of both factors below each other: which two sizes have to agree?",
        "What does the documentation of the layer, or of the function, say of the shape of"
        " its weight?",
    ),
    "no-return": (
        "What does your function hand back to the line that called it?",
        "Print what a call of it gives.",
        "To show a number and to return it are different things: which does your function"
        " do last?",
    ),
    "branch-missing": (
        "What does your function return where its condition does not hold?",
        "Call it once on each side of the condition, and print both answers.",
        "Follow each way through your function to its end: does every one of them reach a"
        " `return`?",
    ),
    "always-zero": (
        "Which line changes the 0 that your answer starts with?",
        "Print the answer right before it is returned, for two sets of data.",
        "Is the part that works the answer out already there, and does its result get the"
        " name that is returned?",
    ),
    "step-uphill": (
        "Does the loss fall from one step to the next?",
        "The gradient says where the loss grows. In which direction does your update go?",
        "Follow the sign from the loss to the new parameters: how often is it turned round"
        " on the way, and how often should it be?",
    ),
    "yhat-ignored": (
        "Which of the arguments does your function use?",
        "Call it twice, with different outputs and everything else the same: does the"
        " answer change?",
        "You are handed the outputs as an argument: is there a reason to compute them"
        " again?",
    ),
    "stub-left": (),
}  # fmt: skip
