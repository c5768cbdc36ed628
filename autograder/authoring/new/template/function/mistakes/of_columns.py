"""The columns add up to 1, not the rows. diagnosis: softmax-axis"""
# %% first_task
def softmax(z):
    exponentials = (z - z.max()).exp()
    return exponentials / exponentials.sum(dim=0)
